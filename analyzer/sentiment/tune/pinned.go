package tune

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/sentiment/feature"
	"earshot/analyzer/stopword"
	"earshot/internal/social"
)

// pinnedFeatures are the features whose weights stay 0: words that say nothing by
// themselves, in every language, and marks. People correct what a model has wrong, so
// what most corrected texts have in common is that the model was wrong; a word that is
// in every text would learn just that, and carry it to texts of any kind.
func pinnedFeatures() map[uint32]bool {
	pinned := map[uint32]bool{}
	var x feature.Extractor
	pin := func(text string) {
		x.Extract(text, "", nil, false)
		for _, part := range [][]uint32{x.Words, x.Grams} {
			for _, key := range part {
				pinned[key] = true
			}
		}
	}
	for _, words := range stopword.ByLanguage() {
		for _, word := range words {
			pin(word)
		}
	}
	pin("! ? .. !! ?? ~ * https://x.example/ @x")
	return pinned
}

// emptyWords marks the features of words that say nothing by themselves: the word, and
// the pair it makes with the word before it. The features of a word end where it ends,
// the word itself first.
func emptyWords(x *feature.Extractor, pinned map[uint32]bool) []bool {
	empty := make([]bool, len(x.Words))
	for i := range x.Words {
		if i > 0 && x.WordSpans[i].End == x.WordSpans[i-1].End {
			empty[i] = empty[i-1]
			continue
		}
		empty[i] = pinned[x.Words[i]]
	}
	return empty
}

// withoutNames returns text with spaces for digits and for what is at names, which are
// no reason for a judgement.
func withoutNames(text string, names []social.TextSpan) string {
	if len(names) > 0 {
		var out strings.Builder
		end := 0
		for _, n := range names {
			if n.Start < end || n.End > len(text) {
				continue
			}
			out.WriteString(text[end:n.Start])
			out.WriteByte(' ')
			end = n.End
		}
		out.WriteString(text[end:])
		text = out.String()
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return ' '
		}
		return r
	}, text)
}

// isUnspaced reports whether a text begins in a script written without spaces.
func isUnspaced(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
