package structure

import (
	"strings"

	"earshot/analyzer/sentiment/lexicon"
)

// silence lets the places, peoples and names of a language say nothing, whatever words
// are a part of them: "卡塔尔" is no "卡", and no misspelling of praise is a name. What the
// data file lists by itself stays what it is.
func (g *grammar) silence(kinds map[string][]string) {
	for _, kind := range [...]string{lexicon.Place, lexicon.People, lexicon.Name} {
		for _, w := range kinds[kind] {
			if g.hides(w, kind) {
				g.add(w, entry{kind: none})
			}
		}
	}
}

// hides tells whether a neutral word needs an entry: a word of a script with spaces,
// which may be one that is known but for a slip or by its stem, and a longer one that
// holds known words.
func (g *grammar) hides(word, kind string) bool {
	s := scanner{elided: g.elided, stems: &g.table}
	s.scan(strings.ReplaceAll(word, "_", " "), nil)
	n := len(s.tokens)
	switch {
	case n == 0:
		return false
	case n == 1:
		return true
	case n == 2 && kind != lexicon.Name && !strings.Contains(word, "_") && g.table.starts(s.tokens[1].hash):
		// The second character may begin another word: "沙拉美味" holds no "拉美".
		return false
	}
	for i := range s.tokens {
		if e, n := g.table.match(s.tokens[i:]); n > 0 && e.kind != none {
			return true
		}
	}
	return false
}
