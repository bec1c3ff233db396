// Package stopword holds the most frequent function words (stop words) of
// languages. They are no keywords, and they identify a language.
package stopword

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var words string

// ByLanguage returns the stop words by ISO 639-1 code, folded as by
// query.FoldText.
func ByLanguage() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(words) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			out[fields[0]] = fields[1:]
		}
	}
	return out
}
