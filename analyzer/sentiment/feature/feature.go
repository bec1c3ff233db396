// Package feature extracts the hashed features of a text for the sentiment model:
// words, word bigrams, words in the scope of a negation, character n-grams, emoji,
// emoticons and punctuation. It takes one pass, linear in the length of the text,
// and allocates nothing once an Extractor is warm.
//
// The features of a text depend on the text and its language only. A model file
// can only be read by the Version of this package that it was trained with.
package feature

import (
	"math"

	"earshot/internal/social"
)

// Version changes whenever the same text would give other features.
const Version = 5

// MaxBytes is how much of a text is read; the rest has no features. It bounds the
// work on hostile input.
const MaxBytes = 8 << 10

// Span is a piece of the text, as byte offsets.
type Span struct{ Start, End int32 }

// Extractor holds the features of the text last passed to Extract. It is reused
// from text to text and is not safe for concurrent use.
type Extractor struct {
	// Words are the keys of words, word bigrams, negated words and symbols; Grams
	// those of character n-grams. A feature that occurs twice is there twice.
	Words, Grams []uint32
	// WordSpans and GramSpans are the position of each feature; empty unless
	// Extract was called with withSpans.
	WordSpans, GramSpans []Span

	// Silent is whether the text has neutral words or names, which have no features.
	Silent bool
	// Named are the places of words that are read as names, such as "Grace".
	Named []social.TextSpan

	withSpans bool
	english   bool
	text      string

	// word holds the letters from index 1 on, between two boundary marks.
	word      [maxWord + 2]rune
	wordLen   int
	wordStart int
	wordEnd   int
	capitals  int // upper-case ASCII letters of the word
	elongated bool
	hashtag   int // where a word of a hashtag begins, -1 outside one
	valence   valence
	*vocabulary
	names []social.TextSpan
	// neutralEnd is where a neutral word of two ends.
	neutralEnd int32
	numberEnd  int32 // where the last number ends

	run      []rune
	runSpans []Span

	previous      uint64 // hash of the previous word, 0 at the start of a clause
	negated       int    // words left in the scope of the negation
	negationStart int32  // where the negation begins
}

// Extract extracts the features of text. language, an ISO 639-1 code, selects the
// polarity lexicon whose words are counted, and the neutral words, which have no
// features; with "" there are none of either. Names are the places of brands' names,
// which have no features either. withSpans records the position of each feature as
// well.
func (x *Extractor) Extract(text, language string, names []social.TextSpan, withSpans bool) {
	if len(text) > MaxBytes {
		text = text[:MaxBytes]
	}
	x.Words, x.Grams, x.Named = x.Words[:0], x.Grams[:0], x.Named[:0]
	x.WordSpans, x.GramSpans = x.WordSpans[:0], x.GramSpans[:0]
	x.withSpans, x.text, x.Silent, x.english = withSpans, text, false, language == "en"
	x.wordLen, x.capitals, x.elongated, x.hashtag = 0, 0, false, -1
	x.run, x.runSpans = x.run[:0], x.runSpans[:0]
	x.previous, x.negated, x.neutralEnd, x.numberEnd = 0, 0, 0, 0
	x.valence, x.vocabulary, x.names = valence{}, vocabularyOf(language), names
	x.scan()
	x.addValence()
	x.text, x.names = "", nil
}

// LengthNorm is the factor of each of n features of a kind: 1 / sqrt(n), which
// keeps the scores of long texts in the range of short ones.
func LengthNorm(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, 1)))) }

func (x *Extractor) addWord(key uint32, span Span) {
	x.Words = append(x.Words, key)
	if x.withSpans {
		x.WordSpans = append(x.WordSpans, span)
	}
}

func (x *Extractor) addGram(key uint32, span Span) {
	x.Grams = append(x.Grams, key)
	if x.withSpans {
		x.GramSpans = append(x.GramSpans, span)
	}
}
