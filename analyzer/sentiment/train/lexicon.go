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

// prior holds initial weights of features, from the polarity lexicons: above 0
// for positive, below 0 for negative.
type prior map[uint32]float32

// priorWeight is the initial weight of a lexicon word; the negated word begins
// with minus half of it.
const priorWeight = 3

// readLexicons returns the initial weights of each language's lexicon, by code.
func readLexicons() (map[string]prior, error) {
	lists, err := lexicon.Read()
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	out := make(map[string]prior)
	for name, entries := range lists {
		words := prior{}
		for _, e := range entries {
			if e.Positive {
				words.add(e.Text, priorWeight)
			} else {
				words.add(e.Text, -priorWeight)
			}
		}
		out[name] = words
	}
	signs := out[lexicon.Emoji]
	delete(out, lexicon.Emoji)
	for code, words := range out {
		words.merge(signs)
		words.addSlang(code)
	}
	return out, nil
}

func (l prior) add(word string, polarity float32) {
	first, second, joined := strings.Cut(word, "_")
	switch {
	case joined:
		l[feature.BigramKey(first, second)] = polarity
	case feature.IsEmoji(word):
		for _, r := range word {
			l[feature.SymbolKey(r)] = polarity
			break
		}
	case feature.IsUnspaced(word):
		keys := feature.UnspacedKeys(word)
		for _, k := range keys {
			l[k] = polarity / float32(len(keys)) * unspacedWeight
		}
	default:
		l[feature.WordKey(word)] = polarity
		l[feature.NegatedKey(word)] = -polarity / 2
	}
}

// addSlang adds slang, shorthand and misspellings with the weight of their
// dictionary form, unless the lexicon lists them itself.
func (l prior) addSlang(language string) {
	found := map[string]float32{}
	for written, meant := range normalize.Slang(language) {
		if _, listed := l[feature.WordKey(written)]; listed || feature.IsUnspaced(written) {
			continue
		}
		var polarity float32
		for word := range strings.FieldsSeq(meant) {
			polarity += l[feature.WordKey(word)]
		}
		if polarity != 0 {
			found[written] = min(max(polarity, -priorWeight), priorWeight)
		}
	}
	for _, written := range slices.Sorted(maps.Keys(found)) {
		l.add(written, found[written])
	}
}

// unspacedWeight compensates for the number of n-grams in a text written without
// spaces, each of which gets a share of a word's weight.
const unspacedWeight = 2

// merge adds the entries of other. A feature with opposite polarity in the two
// gets weight 0.
func (l prior) merge(other prior) {
	for k, polarity := range other {
		if mine, ok := l[k]; ok && (mine > 0) != (polarity > 0) {
			l[k] = 0
			continue
		}
		l[k] = polarity
	}
}
