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

// lexicon holds, of each word, minus the logarithm of its probability.
type lexicon map[string]float64

func (l lexicon) has(word string) bool { _, known := l[word]; return known }

// english knows common words. Their probability is guessed from their rank
// (Zipf's law), function words being the commonest.
var english = sync.OnceValue(func() lexicon {
	l := lexicon{}
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

// Slang holds what is meant by the shorthand, slang and misspellings of a language,
// an ISO 639-1 code, by what is written, in lower case. It must not be changed.
func Slang(language string) map[string]string { return slang()[language] }

// maxSlangRunes is the longest key of a dense script.
const maxSlangRunes = 8

// slang holds what is meant by what is written, of each language.
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
