// Package stopword knows the commonest function words of the languages posts
// are written in: what carries no topic, and what gives a language away.
package stopword

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var words string

// ByLanguage returns the words of every language known, by ISO 639-1 code.
// They are folded as social.FoldText folds.
func ByLanguage() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(words) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			out[fields[0]] = fields[1:]
		}
	}
	return out
}
