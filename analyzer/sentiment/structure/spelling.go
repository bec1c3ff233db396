package structure

// minTypo is the least number of letters of a word whose misspellings are known.
const minTypo = 5

// addTypos adds the words of praise and blame with two neighbouring letters swapped,
// the commonest slip of the fingers, where that is no other word known.
func (g *grammar) addTypos() {
	words := g.loading
	g.loading = nil
	if g.clitics { // in Arabic two letters swapped are often another word
		return
	}
	for _, w := range words {
		letters := []rune(w.text)
		if len(letters) < minTypo {
			continue
		}
		for i := range len(letters) - 1 {
			if letters[i] == letters[i+1] {
				continue
			}
			letters[i], letters[i+1] = letters[i+1], letters[i]
			g.add(string(letters), w.entry)
			letters[i], letters[i+1] = letters[i+1], letters[i]
		}
	}
}
