package feature

// maxWord is where a word without an end is cut, in characters.
const maxWord = 32

// negationReach is how many words after a negation it still covers.
const negationReach = 3

// addLetter adds a letter to the word being read. A letter that stands three
// times or more in a row is kept twice.
func (x *Extractor) addLetter(r rune, i, size int) {
	n := x.wordLen
	if n == 0 {
		x.wordStart = i
	}
	word := x.word[1:]
	x.wordEnd = i + size
	if c := x.text[i]; c >= 'A' && c <= 'Z' {
		// A hashtag's words begin with capitals: "#LoveThisPhone".
		if n > 0 && x.wordStart == x.tag && x.text[i-1] >= 'a' && x.text[i-1] <= 'z' {
			x.endWord()
			x.wordStart, x.tag, n = i, i, 0
		}
		x.letters++
	}
	if n >= 2 && word[n-1] == r && word[n-2] == r {
		x.stretched = true
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

// endWord emits the features of the word that was being read, if any.
func (x *Extractor) endWord() {
	n := x.wordLen
	if n == 0 {
		return
	}
	word := x.word[1 : 1+n]
	span := Span{int32(x.wordStart), int32(x.wordEnd)}
	state := hashWord(word)

	x.addWord(key(state), span)
	// A pair is put down to its second word ("very good"), or to both when the
	// first turns the second around ("not good").
	joint := span
	if x.negated > 0 {
		x.negated--
		joint.Start = x.negator
		x.addWord(not(state), joint)
	}
	turned := x.valence.words[state]
	if joint != span {
		turned = -turned
	}
	x.valence.count(turned, joint)
	if x.previous != 0 {
		x.addWord(pair(x.previous, state), joint)
	}
	if x.stretched {
		x.addWord(Sign(markStretch), span)
	}
	if x.letters >= 3 && x.letters == n {
		x.addWord(Sign(markShout), span)
	}
	x.addGrams(n, span)

	if negators.has(state) {
		x.negated, x.negator = negationReach, span.Start
	}
	x.previous = state
	x.wordLen, x.letters, x.stretched = 0, 0, false
}

// addGrams emits the character 3-, 4- and 5-grams of the word of n characters
// that was read, with a mark at either end, so that beginnings and endings are
// told from middles.
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
		if !x.track {
			break
		}
		x.GramSpans = append(x.GramSpans, span)
	}
	x.Grams = grams
}

// denseGram is the longest n-gram of scripts written without spaces.
const denseGram = 4

// addDense adds a character of a script written without spaces to the run
// being read.
func (x *Extractor) addDense(r rune, i, size int) {
	if n := len(x.run); n >= 3 && x.run[n-1] == r && x.run[n-2] == r && x.run[n-3] == r {
		return
	}
	x.run = append(x.run, r)
	x.runSpans = append(x.runSpans, Span{int32(i), int32(i + size)})
}

// endRun emits all 1- to 4-grams of the run that was being read, if any, and
// those of one and two characters at either end of it once more with a mark: what
// a clause begins or ends with says more than the same in its middle.
func (x *Extractor) endRun() {
	if len(x.run) == 0 {
		return
	}
	x.previous, x.negated = 0, 0
	run := x.run
	for i := range run {
		state := kindDense
		for j := i; j < len(run) && j < i+denseGram; j++ {
			state = step(state, uint64(run[j]))
			x.addGram(key(state), Span{x.runSpans[i].Start, x.runSpans[j].End})
		}
	}
	const edge = '_'
	last := len(run)
	for n := 1; n <= 2 && n <= last; n++ {
		begin, end := step(kindDense, edge), kindDense
		for k := range n {
			begin, end = step(begin, uint64(run[k])), step(end, uint64(run[last-n+k]))
		}
		x.addGram(key(begin), Span{x.runSpans[0].Start, x.runSpans[n-1].End})
		x.addGram(key(step(end, edge)), Span{x.runSpans[last-n].Start, x.runSpans[last-1].End})
	}
	x.run, x.runSpans = x.run[:0], x.runSpans[:0]
}
