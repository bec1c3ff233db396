package tune

import (
	"strings"
	"unicode"

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
		x.Extract(text, "", false)
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
