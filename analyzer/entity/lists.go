package entity

import (
	_ "embed"
	"strings"
)

//go:embed words/places.txt
var places string

//go:embed words/organisations.txt
var organisations string

//go:embed words/given.txt
var given string

//go:embed words/family.txt
var family string

//go:embed words/unspaced.txt
var unspaced string

// phrases are listed names by their first word, longer before shorter.
type phrases map[string][]string

func newPhrases(lists ...string) phrases {
	p := phrases{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			name := strings.TrimRight(line, "\n")
			if first, _, ok := strings.Cut(name, " "); ok {
				p[first] = append(p[first], name)
			}
		}
	}
	return p
}

// length is the number of words of the longest listed name that words begin with,
// two or more; 0 for none.
func (p phrases) length(text string, words []word) int {
	best := 0
	for _, name := range p[words[0].text] {
		if n := strings.Count(name, " ") + 1; n > best && n <= len(words) && text[words[0].at:words[n-1].end()] == name {
			best = n
		}
	}
	return best
}
