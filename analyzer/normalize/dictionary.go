package normalize

import (
	_ "embed"
	"math"
	"strings"
	"sync"

	"earshot/analyzer/stopword"
)

//go:embed english.txt
var englishWords string

//go:embed slang.txt
var slangWords string

// unigramModel holds the negative log probability of each word.
type unigramModel map[string]float64

func (l unigramModel) has(word string) bool { _, known := l[word]; return known }

// english holds common English words. Probabilities are estimated from the rank
// by Zipf's law, with stop words ranked first.
var english = sync.OnceValue(func() unigramModel {
	l := unigramModel{}
	rank := 0
	cost := func() float64 { return math.Log(float64(rank+10) * math.Log(3000)) }
	for _, w := range stopword.ByLanguage()["en"] {
		l[w] = cost()
		rank++
	}
	for line := range strings.Lines(englishWords) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			if _, known := l[w]; !known {
				l[w] = cost()
				rank++
			}
		}
	}
	return l
})

// Slang maps the slang, shorthand and misspellings of a language, an ISO 639-1
// code, in lower case, to their dictionary form. The map must not be changed.
func Slang(language string) map[string]string { return slang()[language] }

// maxSlangRunes is the longest slang of a script written without spaces, in
// characters.
const maxSlangRunes = 8

// slang holds the dictionary of slang of each language.
var slang = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for line := range strings.Lines(slangWords) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		if out[fields[0]] == nil {
			out[fields[0]] = map[string]string{}
		}
		for _, f := range fields[1:] {
			if written, meant, ok := strings.Cut(f, "="); ok {
				out[fields[0]][written] = strings.ReplaceAll(meant, "_", " ")
			}
		}
	}
	return out
})
