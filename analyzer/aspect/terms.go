package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// terms is the vocabulary of a language, folded.
type terms struct {
	known map[string]bool
	// opening are the first words of the terms and, in scripts written without
	// spaces, their first characters. Most words of a text open no term.
	opening map[string]bool
}

// newTerms reads terms between bars.
func newTerms(list string) *terms {
	t := &terms{known: map[string]bool{}, opening: map[string]bool{}}
	for term := range strings.SplitSeq(strings.ToLower(list), "|") {
		t.known[term] = true
		if r, size := utf8.DecodeRuneInString(term); dense(r) {
			t.opening[term[:size]] = true
			continue
		}
		eachWord(term, func(word span) {
			if word.start == 0 {
				t.opening[term[:word.end]] = true
			}
		}, nil)
	}
	return t
}

// word is one of a text that may open a term or not.
type word struct {
	span
	opens bool
}

// each calls found for every term in text, the longer before the shorter: for
// every run of words, and in scripts written without spaces for every run of
// twice as many characters or, for one word, also of three.
func (t *terms) each(text string, found func(at, end int)) {
	var someWords [64]word
	var somePlaces [64]int
	words, places := someWords[:0], somePlaces[:0]
	eachWord(text, func(w span) {
		words = append(words, word{w, holds(t.opening, text[w.start:w.end])})
	}, func(c span) {
		if t.opening[text[c.start:c.end]] {
			places = append(places, c.start)
		}
	})
	try := func(at, end int) {
		if holds(t.known, text[at:end]) {
			found(at, end)
		}
	}
	for n := longest; n > 0; n-- {
		for _, at := range places {
			end := skip(text, at, 2*n)
			try(at, end)
			if n == 1 {
				try(at, skip(text, end, 1))
			}
		}
		for i := 0; i+n <= len(words); i++ {
			if words[i].opens {
				try(words[i].start, words[i+n-1].end)
			}
		}
	}
}

// eachWord calls word for every word of text and character for every character
// of a script written without spaces; that may be nil.
func eachWord(text string, word, character func(span)) {
	start := -1 // of the word under way
	for i, r := range text {
		isDense := dense(r)
		if !isDense && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			word(span{start, i})
			start = -1
		}
		if isDense && character != nil {
			character(span{i, i + utf8.RuneLen(r)})
		}
	}
	if start >= 0 {
		word(span{start, len(text)})
	}
}

// skip is the place n characters after at, or the end.
func skip(text string, at, n int) int {
	for range n {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// holds tells whether a set in lower case holds text. Most texts asked for are
// in ASCII and take no allocation.
func holds(set map[string]bool, text string) bool {
	var lower [48]byte
	if len(text) > len(lower) {
		return set[strings.ToLower(text)]
	}
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return set[strings.ToLower(text)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return set[string(lower[:len(text)])]
}

// dense tells whether r is of a script written without spaces.
func dense(r rune) bool { return r >= 0xe00 && (r <= 0xeff || r >= 0x3041 && r <= 0x9fff) }
