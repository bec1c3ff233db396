// Package feature turns a text into the hashed features that the sentiment
// model weighs: words, pairs of words, words under negation, character
// n-grams, emoji, emoticons and marks. One pass over the text, linear in its
// length, without an allocation once an Extractor is warm.
//
// The features of a text depend on nothing but the text and its language: a model trained with
// one version of this package can only be read by the same Version.
package feature

import "math"

// Version changes whenever the same text would give other features.
const Version = 3

// MaxBytes is how much of a text is read; what follows does not change the
// judgement. It bounds the work on hostile input.
const MaxBytes = 8 << 10

// Span is a piece of the text, as byte offsets.
type Span struct{ Start, End int32 }

// Extractor holds the features of the text last given to Extract. It is reused
// from text to text and belongs to one goroutine at a time.
type Extractor struct {
	// Words are the keys of words, pairs, negated words and signs; Grams those
	// of character n-grams. A feature that occurs twice is there twice.
	Words, Grams []uint32
	// WordSpans and GramSpans tell where each feature stands; filled only when
	// asked for.
	WordSpans, GramSpans []Span

	track bool
	text  string

	// word holds the letters from place 1 on, between two edges.
	word      [maxWord + 2]rune
	wordLen   int
	wordStart int
	wordEnd   int
	letters   int // upper-case ASCII letters of the word
	stretched bool
	tag       int // where a word of a hashtag begins
	valence   valence

	run      []rune
	runSpans []Span

	previous uint64 // state of the previous word, 0 at a clause's start
	negated  int    // words still under the negation
	negator  int32  // where the negation begins
}

// Extract reads text as language, an ISO 639-1 code, whose listed words it
// counts; without a language it counts none. With track it also notes where each
// feature stands.
func (x *Extractor) Extract(text, language string, track bool) {
	if len(text) > MaxBytes {
		text = text[:MaxBytes]
	}
	x.Words, x.Grams = x.Words[:0], x.Grams[:0]
	x.WordSpans, x.GramSpans = x.WordSpans[:0], x.GramSpans[:0]
	x.track, x.text = track, text
	x.wordLen, x.letters, x.stretched, x.tag = 0, 0, false, -1
	x.run, x.runSpans = x.run[:0], x.runSpans[:0]
	x.previous, x.negated = 0, 0
	x.valence = valence{}
	if language != "" {
		x.valence.listed = listedIn(language)
	}
	x.scan()
	x.addValence()
	x.text = ""
}

// Share is the factor of a feature among n of its kind: 1 / sqrt(n), which
// keeps long texts from outweighing short ones.
func Share(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, 1)))) }

func (x *Extractor) addWord(key uint32, span Span) {
	x.Words = append(x.Words, key)
	if x.track {
		x.WordSpans = append(x.WordSpans, span)
	}
}

func (x *Extractor) addGram(key uint32, span Span) {
	x.Grams = append(x.Grams, key)
	if x.track {
		x.GramSpans = append(x.GramSpans, span)
	}
}
