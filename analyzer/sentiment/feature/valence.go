package feature

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"earshot/analyzer/sentiment/lexicon"
)

// valence counts the lexicon's positive and negative words and symbols of a text,
// with the polarity reversed in the scope of a negation. For rare words these
// counts are better evidence than the words' own weights, which few texts trained
// (Hutto, Gilbert 2014, "VADER").
type valence struct {
	positive, negative int
	last               int8
	// positiveSpan and negativeSpan are the last word of each polarity.
	positiveSpan, negativeSpan Span
}

// polarityLexicon holds the polarity of a language's words, by their hash, and of
// the symbols of all languages, by their rune: 1 is positive, -1 negative.
type polarityLexicon struct{ words, symbols map[uint64]int8 }

// lexicons are the lexicons by language. Languages written without spaces have an
// empty one: finding words there takes n-grams, which have weights of their own.
var lexicons = sync.OnceValue(func() map[string]polarityLexicon {
	all, err := lexicon.Read()
	if err != nil {
		panic(err) // the word lists are embedded, and tests read them
	}
	symbols := polarities(all[lexicon.Emoji])
	out := map[string]polarityLexicon{lexicon.Emoji: {symbols: symbols}}
	for language, entries := range all {
		switch {
		case language == lexicon.Emoji:
		case slices.ContainsFunc(entries, func(e lexicon.Entry) bool { return IsUnspaced(e.Text) }):
			out[language] = polarityLexicon{}
		default:
			out[language] = polarityLexicon{polarities(entries), symbols}
		}
	}
	return out
})

// lexiconOf is the lexicon of a language; for a language without word list it
// holds the symbols alone.
func lexiconOf(language string) polarityLexicon {
	all := lexicons()
	if l, ok := all[language]; ok {
		return l
	}
	return all[lexicon.Emoji]
}

func polarities(entries []lexicon.Entry) map[uint64]int8 {
	out := make(map[uint64]int8, len(entries))
	for _, e := range entries {
		if strings.Contains(e.Text, "_") {
			continue
		}
		state := hashWord(folded(e.Text))
		if IsEmoji(e.Text) {
			symbol, _ := utf8.DecodeRuneInString(e.Text)
			state = uint64(symbol)
		}
		out[state] = polarity(e.Positive)
	}
	for _, e := range entries {
		addTypos(out, e)
	}
	return out
}

// leastTypo is the least length of a word whose misspellings are known as well.
const leastTypo = 6

// addTypos adds a long word with two neighbouring letters in each other's place
// ("terrilbe"), where that is no other word.
func addTypos(out map[uint64]int8, e lexicon.Entry) {
	word := folded(e.Text)
	if len(word) < leastTypo || strings.Contains(e.Text, "_") || IsUnspaced(e.Text) {
		return
	}
	for i := 1; i+1 < len(word); i++ {
		typo := slices.Clone(word)
		typo[i], typo[i+1] = typo[i+1], typo[i]
		if state := hashWord(typo); out[state] == 0 {
			out[state] = polarity(e.Positive)
		}
	}
}

func polarity(positive bool) int8 {
	if positive {
		return 1
	}
	return -1
}

func (v *valence) count(polarity int8, span Span) {
	switch {
	case polarity > 0:
		v.positive, v.positiveSpan = v.positive+1, span
	case polarity < 0:
		v.negative, v.negativeSpan = v.negative+1, span
	default:
		return
	}
	v.last = polarity
}

// maxCount is the greatest count of lexicon words that has a feature of its own;
// higher counts share it.
const maxCount = 4

// addValence adds four features: the count of positive words, the count of
// negative words, their difference, and their difference with the polarity of the
// last one. Their span is the last word of the prevailing polarity.
func (x *Extractor) addValence() {
	v := &x.valence
	if v.positive+v.negative == 0 {
		return
	}
	span := v.negativeSpan
	if v.positive > v.negative || v.positive == v.negative && v.last > 0 {
		span = v.positiveSpan
	}
	difference := uint64(max(min(v.positive-v.negative, maxCount), -maxCount) + maxCount)
	x.addWord(valenceKey(0, uint64(min(v.positive, maxCount))), span)
	x.addWord(valenceKey(1, uint64(min(v.negative, maxCount))), span)
	x.addWord(valenceKey(2, difference), span)
	x.addWord(valenceKey(3, difference<<1|uint64(v.last+1)>>1), span)
}

func valenceKey(kind, value uint64) uint32 { return key(step(step(kindValence, kind), value)) }
