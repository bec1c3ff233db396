package spam

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"earshot/internal/query"
)

//go:embed wording.txt
var wordingTable string

// topics maps the topics of wording.txt to the reasons shown.
var topics = map[string]string{
	"giveaway": "promises a prize", "money": "promises easy money", "crypto": "touts investments", "casino": "advertises gambling",
	"loan": "advertises loans", "followers": "sells followers", "pills": "sells remedies", "adult": "advertises adult content",
	"fakes": "sells fakes", "contact": "asks to be contacted elsewhere",
}

// phrase is a folded phrase that is typical of spam, with its topic.
type phrase struct{ text, topic string }

// wording finds phrases in one pass, by their first word, or by their first
// character where that is of a script written without spaces.
type wording struct {
	words    map[string][]phrase
	unspaced map[rune][]phrase
}

func newWording() wording {
	w := wording{words: map[string][]phrase{}, unspaced: map[rune][]phrase{}}
	for line := range strings.Lines(wordingTable) {
		topic, list, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for text := range strings.SplitSeq(strings.TrimSpace(list), "|") {
			p := phrase{text: strings.TrimSpace(query.FoldText(text)), topic: topic}
			if r, _ := utf8.DecodeRuneInString(p.text); isUnspaced(r) {
				w.unspaced[r] = append(w.unspaced[r], p)
				continue
			}
			first, _, _ := strings.Cut(p.text, " ")
			w.words[first] = append(w.words[first], p)
		}
	}
	return w
}

// isUnspaced reports whether FoldText writes r without spaces around it.
func isUnspaced(r rune) bool {
	return r >= 0x0E00 && r <= 0x0EFF || r >= 0x1100 && r <= 0x11FF || r >= 0x3040 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3
}

// find counts the different phrases of each topic in a folded text.
func (w wording) find(folded string) map[string]int {
	var found map[string]int
	var seen map[string]bool
	hit := func(p phrase) {
		if found == nil {
			found, seen = map[string]int{}, map[string]bool{}
		}
		if !seen[p.text] {
			seen[p.text] = true
			found[p.topic]++
		}
	}
	atStart := true
	for i, r := range folded {
		switch {
		case r == ' ':
			atStart = true
			continue
		case isUnspaced(r):
			for _, p := range w.unspaced[r] {
				if strings.HasPrefix(folded[i:], p.text) {
					hit(p)
				}
			}
		case atStart:
			rest := folded[i:]
			word := rest
			if end := strings.IndexByte(rest, ' '); end >= 0 {
				word = rest[:end]
			}
			for _, p := range w.words[word] {
				if strings.HasPrefix(rest, p.text) && (len(rest) == len(p.text) || rest[len(p.text)] == ' ') {
					hit(p)
				}
			}
		}
		atStart = false
	}
	return found
}
