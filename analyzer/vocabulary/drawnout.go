package vocabulary

// IsDrawnOut reports a character three times in a row, as in a word drawn out ("sooo").
func IsDrawnOut(word string) bool {
	var last rune
	n := 0
	for _, r := range word {
		if r == last {
			n++
		} else {
			last, n = r, 1
		}
		if n == 3 {
			return true
		}
	}
	return false
}
