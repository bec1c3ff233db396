package train

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"earshot/analyzer/normalize"
	"earshot/analyzer/sentiment/feature"
	"earshot/analyzer/sentiment/lexicon"
)

// weighed is what a feature's weight begins with before any text is learned:
// above 0 for positive, below 0 for negative.
type weighed map[uint32]float32

// strength is the weight a listed word begins with; under negation it turns
// around and loses half.
const strength = 3

// readLexicons makes the word lists weights, by language code.
func readLexicons() (map[string]weighed, error) {
	lists, err := lexicon.Read()
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	out := make(map[string]weighed)
	for name, entries := range lists {
		words := weighed{}
		for _, e := range entries {
			if e.Positive {
				words.add(e.Text, strength)
			} else {
				words.add(e.Text, -strength)
			}
		}
		out[name] = words
	}
	signs := out[lexicon.Signs]
	delete(out, lexicon.Signs)
	for code, words := range out {
		words.merge(signs)
		words.addSlang(code)
	}
	return out, nil
}

func (l weighed) add(word string, polarity float32) {
	first, second, joined := strings.Cut(word, "_")
	switch {
	case joined:
		l[feature.Pair(first, second)] = polarity
	case feature.IsPicture(word):
		for _, r := range word {
			l[feature.Sign(r)] = polarity
			break
		}
	case feature.IsDense(word):
		keys := feature.Dense(word)
		for _, k := range keys {
			l[k] = polarity / float32(len(keys)) * denseStrength
		}
	default:
		l[feature.Word(word)] = polarity
		l[feature.NotWord(word)] = -polarity / 2
	}
}

// addSlang lists slang, shorthand and misspellings with what their dictionary
// form weighs, where they are not listed themselves.
func (l weighed) addSlang(language string) {
	found := map[string]float32{}
	for written, meant := range normalize.Slang(language) {
		if _, listed := l[feature.Word(written)]; listed || feature.IsDense(written) {
			continue
		}
		var polarity float32
		for word := range strings.FieldsSeq(meant) {
			polarity += l[feature.Word(word)]
		}
		if polarity != 0 {
			found[written] = min(max(polarity, -strength), strength)
		}
	}
	for _, written := range slices.Sorted(maps.Keys(found)) {
		l.add(written, found[written])
	}
}

// denseStrength makes up for how many n-grams a text without spaces has.
const denseStrength = 2

// merge adds the words of other; one that is good here and bad there says
// nothing.
func (l weighed) merge(other weighed) {
	for k, polarity := range other {
		if mine, ok := l[k]; ok && (mine > 0) != (polarity > 0) {
			l[k] = 0
			continue
		}
		l[k] = polarity
	}
}
