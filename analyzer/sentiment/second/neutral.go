package second

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/sentiment/lexicon"
)

// standIns stand for the words of each kind that must not bear sentiment, so that a
// text is judged alike whichever of them it holds.
var standIns = map[string]string{lexicon.People: "local", lexicon.Place: "town", lexicon.Name: noun, lexicon.Word: noun}

// neutral are the English words that must not bear sentiment, by their kind, in lower
// case; a word of two is joined by "_".
type neutral struct {
	kinds  map[string]string
	firsts map[string]bool // first words of words of two
}

func newNeutral() (*neutral, error) {
	all, err := lexicon.Neutral()
	if err != nil {
		return nil, fmt.Errorf("second: %w", err)
	}
	n := &neutral{kinds: map[string]string{}, firsts: map[string]bool{}}
	// A word of several kinds is of the last.
	for _, kind := range []string{lexicon.Word, lexicon.Name, lexicon.Place, lexicon.People} {
		for _, word := range all[English][kind] {
			word = strings.ToLower(word)
			n.kinds[word] = kind
			if first, _, ok := strings.Cut(word, "_"); ok {
				n.firsts[first] = true
			}
		}
	}
	return n, nil
}

// find returns the stand-in for the neutral word or words that text begins with, and
// their length in bytes; 0 where it begins with none. Words that are names only where
// they are written as such count with a capital that begins no sentence.
func (n *neutral) find(text string, sentence bool) (standIn string, length int) {
	end := wordEnd(text)
	word := strings.ToLower(text[:end])
	if n.firsts[word] && end < len(text) && (text[end] == ' ' || text[end] == '-') {
		second := end + 1 + wordEnd(text[end+1:])
		if kind, ok := n.kinds[word+"_"+strings.ToLower(text[end+1:second])]; ok {
			return standIns[kind], second
		}
	}
	kind, ok := n.kinds[word]
	first, _ := utf8.DecodeRuneInString(text)
	if !ok || kind == lexicon.Word && (sentence || !unicode.IsUpper(first)) {
		return "", 0
	}
	return standIns[kind], end
}

// wordEnd is the length of the word that text begins with.
func wordEnd(text string) int {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if end < 0 {
		return len(text)
	}
	return end
}
