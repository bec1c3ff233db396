package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// terms is the vocabulary of a language, in lower case.
type terms struct {
	known map[string]bool
	// firstWords are the first words of the terms and, in scripts written
	// without spaces, their first characters. Most words of a text begin no
	// term.
	firstWords map[string]bool
}

// newTerms parses terms separated by bars.
func newTerms(list string) *terms {
	t := &terms{known: map[string]bool{}, firstWords: map[string]bool{}}
	for term := range strings.SplitSeq(strings.ToLower(list), "|") {
		t.known[term] = true
		if r, size := utf8.DecodeRuneInString(term); isUnspaced(r) {
			t.firstWords[term[:size]] = true
			continue
		}
		eachWord(term, func(word span) {
			if word.start == 0 {
				t.firstWords[term[:word.end]] = true
			}
		}, nil)
	}
	return t
}

// word is a word of a text; opens reports that a term may begin with it.
type word struct {
	span
	opens bool
}

// eachMatch calls found for every term in text, longer before shorter. It tries
// every run of words, and in scripts written without spaces every run of twice
// as many characters, or of three for one word.
func (t *terms) eachMatch(text string, found func(at, end int)) {
	var wordBuffer [64]word
	var startBuffer [64]int
	words, starts := wordBuffer[:0], startBuffer[:0]
	eachWord(text, func(w span) {
		words = append(words, word{w, containsFold(t.firstWords, text[w.start:w.end])})
	}, func(c span) {
		if t.firstWords[text[c.start:c.end]] {
			starts = append(starts, c.start)
		}
	})
	try := func(at, end int) {
		if containsFold(t.known, text[at:end]) {
			found(at, end)
		}
	}
	for n := maxTermWords; n > 0; n-- {
		for _, at := range starts {
			end := advance(text, at, 2*n)
			try(at, end)
			if n == 1 {
				try(at, advance(text, end, 1))
			}
		}
		for i := 0; i+n <= len(words); i++ {
			if words[i].opens {
				try(words[i].start, words[i+n-1].end)
			}
		}
	}
}

// eachWord calls word for every word of text, and character, if not nil, for
// every character of a script written without spaces.
func eachWord(text string, word, character func(span)) {
	start := -1 // of the current word
	for i, r := range text {
		unspaced := isUnspaced(r)
		if !unspaced && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			word(span{start, i})
			start = -1
		}
		if unspaced && character != nil {
			character(span{i, i + utf8.RuneLen(r)})
		}
	}
	if start >= 0 {
		word(span{start, len(text)})
	}
}

// advance is the offset n characters after at, or the end.
func advance(text string, at, n int) int {
	for range n {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// containsFold reports whether a lower-case set contains text, ignoring case.
// ASCII text, the usual case, takes no allocation.
func containsFold(set map[string]bool, text string) bool {
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

// isUnspaced reports whether r is of a script written without spaces.
func isUnspaced(r rune) bool { return r >= 0xe00 && (r <= 0xeff || r >= 0x3041 && r <= 0x9fff) }
