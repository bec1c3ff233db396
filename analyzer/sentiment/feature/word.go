package feature

import (
	"math"
	"slices"
)

// maxWord is the length at which a long word is split, in characters.
const maxWord = 32

// negationScope is the number of words after a negation that it negates.
const negationScope = 3

// addLetter adds a letter to the current word. A letter repeated three times or
// more in a row is kept twice.
func (x *Extractor) addLetter(r rune, i, size int) {
	n := x.wordLen
	if n == 0 {
		x.wordStart = i
	}
	word := x.word[1:]
	x.wordEnd = i + size
	if c := x.text[i]; c >= 'A' && c <= 'Z' {
		// A hashtag's words begin with capitals: "#LoveThisPhone".
		if n > 0 && x.wordStart == x.hashtag && x.text[i-1] >= 'a' && x.text[i-1] <= 'z' {
			x.endWord()
			x.wordStart, x.hashtag, n = i, i, 0
		}
		x.capitals++
	}
	if n >= 2 && word[n-1] == r && word[n-2] == r {
		x.elongated = true
		return
	}
	if n == maxWord {
		x.endWord()
		x.wordStart, x.wordEnd = i, i+size
		n = 0
	}
	word[n] = r
	x.wordLen = n + 1
}

// numberState takes the place of the hash of a number: one counts as any other.
var numberState = step(kindSymbol, math.MaxUint64)

// endWord adds the features of the current word, if there is one. A neutral word
// and a brand's name have none.
func (x *Extractor) endWord() {
	n := x.wordLen
	if n == 0 {
		return
	}
	word := x.word[1 : 1+n]
	span := Span{int32(x.wordStart), int32(x.wordEnd)}
	if x.english && n == 2 && word[0] == 'a' && word[1] == 'n' {
		// "an Irish" says no more than "a French".
		n, word = 1, word[:1]
	}
	state := hashWord(word)
	known := x.known.has(state)
	number := isDigit(word[0]) && isNumber(word) && !x.isRating(span)
	if known {
		if n := x.neutral.pair(state, x.text[span.End:]); n > 0 {
			x.neutralEnd = span.End + int32(n)
		}
	}
	switch {
	case span.End <= x.neutralEnd, len(x.names) > 0 && x.inName(span), known && x.isNeutral(state, span):
		x.Silent = true
		x.previous, x.wordLen, x.capitals, x.elongated = 0, 0, 0, false
		return
	case number:
		state = numberState
		joined := x.numberEnd == span.Start-1 && x.numberEnd > 0 // "3.5", "9:30"
		if x.numberEnd = span.End; joined {
			x.previous, x.wordLen, x.capitals, x.elongated = state, 0, 0, false
			return
		}
	}

	x.addWord(key(state), span)
	// The span of a bigram is its second word ("very good"), or both words when
	// the first negates the second ("not good").
	joint := span
	if x.negated > 0 {
		x.negated--
		joint.Start = x.negationStart
		x.addWord(negatedKey(state), joint)
	}
	if known && !number {
		polarity := x.words[state]
		if joint != span {
			polarity = -polarity
		}
		x.valence.count(polarity, joint)
	}
	if x.previous != 0 {
		x.addWord(bigramKey(x.previous, state), joint)
	}
	if x.elongated {
		x.addWord(SymbolKey(tokenElongated), span)
	}
	if x.capitals >= 3 && x.capitals == n {
		x.addWord(SymbolKey(tokenAllCaps), span)
	}
	if !number {
		x.addGrams(n, span)
	}

	if known && negators.has(state) {
		x.negated, x.negationStart = negationScope, span.Start
	}
	x.previous = state
	x.wordLen, x.capitals, x.elongated = 0, 0, false
}

// addGrams adds the character 3-, 4- and 5-grams of the current word of n
// characters, with a boundary mark at either end, so that prefixes and suffixes
// differ from the same letters inside a word.
func (x *Extractor) addGrams(n int, span Span) {
	const edge = '_'
	x.word[0], x.word[n+1] = edge, edge
	word := x.word[:n+2]
	grams := x.Grams
	for i := 0; i+3 <= len(word); i++ {
		state := step(step(step(kindGram, uint64(word[i])), uint64(word[i+1])), uint64(word[i+2]))
		grams = append(grams, key(state))
		for _, r := range word[i+3 : min(i+5, len(word))] {
			state = step(state, uint64(r))
			grams = append(grams, key(state))
		}
	}
	for range grams[len(x.Grams):] {
		if !x.withSpans {
			break
		}
		x.GramSpans = append(x.GramSpans, span)
	}
	x.Grams = grams
}

// maxUnspacedGram is the longest n-gram of scripts written without spaces.
const maxUnspacedGram = 4

// addUnspaced adds a character of a script written without spaces to the current
// run. A character is kept at most three times in a row.
func (x *Extractor) addUnspaced(r rune, i, size int) {
	if n := len(x.run); n >= 3 && x.run[n-1] == r && x.run[n-2] == r && x.run[n-3] == r {
		return
	}
	x.run = append(x.run, r)
	x.runSpans = append(x.runSpans, Span{int32(i), int32(i + size)})
}

// endRun adds all 1- to 4-grams of the current run, if there is one, and the 1- and
// 2-grams at either end of it once more with a boundary mark: the start and end of
// a clause carry more sentiment than its middle.
func (x *Extractor) endRun() {
	if len(x.run) == 0 {
		return
	}
	x.previous, x.negated = 0, 0
	x.silence()
	run := x.run
	for i := range run {
		state := kindUnspaced
		for j := i; j < len(run) && j < i+maxUnspacedGram && run[j] != silent; j++ {
			state = step(state, uint64(run[j]))
			x.addGram(key(state), Span{x.runSpans[i].Start, x.runSpans[j].End})
		}
	}
	const edge = '_'
	last := len(run)
	for n := 1; n <= 2 && n <= last; n++ {
		begin, end := step(kindUnspaced, edge), kindUnspaced
		for k := range n {
			begin, end = step(begin, uint64(run[k])), step(end, uint64(run[last-n+k]))
		}
		if !slices.Contains(run[:n], silent) {
			x.addGram(key(begin), Span{x.runSpans[0].Start, x.runSpans[n-1].End})
		}
		if !slices.Contains(run[last-n:], silent) {
			x.addGram(key(step(end, edge)), Span{x.runSpans[last-n].Start, x.runSpans[last-1].End})
		}
	}
	x.run, x.runSpans = x.run[:0], x.runSpans[:0]
}
