package feature

import (
	"strings"
	"unicode/utf8"
)

// Tokens that stand for something whose wording does not matter.
const (
	tokenURL          = -1
	tokenHandle       = -2
	tokenElongated    = -3 // "sooo"
	tokenAllCaps      = -4 // "NEVER"
	tokenEllipsis     = '…'
	tokenExclamations = -5 // "!!"
	tokenQuestions    = -6 // "??"
)

// scan tokenizes the text in one pass and adds the features of its tokens.
func (x *Extractor) scan() {
	text := x.text
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		r, kind := lookup(r)
		switch kind {
		case letter:
			if x.wordLen == 0 && (r == 'h' || r == 'w') {
				if n := urlLength(text[i:]); n > 0 {
					x.endRun()
					x.addWord(SymbolKey(tokenURL), Span{int32(i), int32(i + n)})
					i += n
					continue
				}
			}
			if x.wordLen == 0 {
				x.endRun()
				if symbol, n := letterEmoticon(text, i); n > 0 {
					x.addSymbol(symbol, i, n)
					i += n
					continue
				}
			}
			x.addLetter(r, i, size)
			// Most letters follow another one and are in ASCII.
			for i+size < len(text) && text[i+size] < utf8.RuneSelf && ascii[text[i+size]] == letter {
				i, size = i+size, 1
				x.addLetter(table[text[i]].to, i, 1)
			}
		case unspaced:
			x.endWord()
			x.addUnspaced(r, i, size)
		case ignored:
		case quote:
			// "don't" is one word, "l'écran" and "it's" are two.
			if rest := text[i+size:]; x.wordLen == 0 || len(rest) == 0 || (rest[0] != 't' && rest[0] != 'T') {
				x.endWord()
				x.endRun()
			}
		case emoji:
			x.endWord()
			x.endRun()
			x.addSymbol(r, i, size)
		default:
			x.endWord()
			x.endRun()
			size = x.punctuation(r, i, size)
		}
		i += size
	}
	x.endWord()
	x.endRun()
}

// punctuation reads punctuation, an emoticon, a handle or a bracketed emoticon at i
// and returns its length in bytes.
func (x *Extractor) punctuation(r rune, i, size int) int {
	text := x.text
	switch r {
	case ' ', '\t', ',', '"', '-', '/', '、', '“', '”':
		if r == ',' || r == '、' {
			x.previous = 0
		}
		return size
	case '@':
		if n := handleLength(text[i+size:]); n > 0 {
			x.addWord(SymbolKey(tokenHandle), Span{int32(i), int32(i + size + n)})
			return size + n
		}
		return size
	case '#':
		x.hashtag = i + size
		return size
	case '&':
		return entityLength(text[i:])
	case '[', '【':
		if n := x.bracket(i, size); n > 0 {
			return n
		}
	}
	if symbol, n := emoticon(text[i:]); n > 0 {
		x.addSymbol(symbol, i, n)
		return n
	}
	x.previous, x.negated = 0, 0
	switch r {
	case '!', '?', '.', '。':
		n, count := repeats(text[i:], text[i:i+size])
		x.addPunctuation(r, count, i, n)
		return n
	case '…', '~', '〜', '*':
		n, _ := repeats(text[i:], text[i:i+size])
		x.addWord(SymbolKey(r), Span{int32(i), int32(i + n)})
		return n
	}
	return size
}

func (x *Extractor) addPunctuation(r rune, count, i, n int) {
	span := Span{int32(i), int32(i + n)}
	switch {
	case r == '!' && count > 1:
		x.addWord(SymbolKey(tokenExclamations), span)
	case r == '?' && count > 1:
		x.addWord(SymbolKey(tokenQuestions), span)
	case (r == '.' || r == '。') && count > 1:
		x.addWord(SymbolKey(tokenEllipsis), span)
	case r == '!' || r == '?':
		x.addWord(SymbolKey(r), span)
	}
}

// addSymbol adds an emoji or emoticon; a longer run of the same one counts as two.
func (x *Extractor) addSymbol(symbol rune, i, n int) {
	k := SymbolKey(symbol)
	if l := len(x.Words); l >= 2 && x.Words[l-1] == k && x.Words[l-2] == k {
		return
	}
	span := Span{int32(i), int32(i + n)}
	x.valence.count(x.symbols[uint64(symbol)], span)
	x.addWord(k, span)
}

// bracket reads an emoticon written as a word in brackets, "[doge]", as on Chinese
// platforms, and returns its length in bytes, or 0.
func (x *Extractor) bracket(i, size int) int {
	text := x.text
	const longest = 8
	state := kindSymbol
	for j, count := i+size, 0; j < len(text) && count <= longest; count++ {
		r, n := utf8.DecodeRuneInString(text[j:])
		if (r == ']' || r == '】') && count > 0 {
			x.addWord(key(state), Span{int32(i), int32(j + n)})
			return j + n - i
		}
		r = fold(r)
		if c := classify(r); c != letter && c != unspaced {
			return 0
		}
		state = step(state, uint64(r))
		j += n
	}
	return 0
}

// repeats counts how often unit stands in a row at the start of text and how
// many bytes that takes.
func repeats(text, unit string) (n, count int) {
	for strings.HasPrefix(text[n:], unit) {
		n += len(unit)
		count++
	}
	return n, count
}

// urlLength is the length of the URL at the start of text, or 0. A bare "http" is
// a URL that a data set has masked.
func urlLength(text string) int {
	switch {
	case hasPrefixFold(text, "http://"), hasPrefixFold(text, "https://"), hasPrefixFold(text, "www."):
	case hasPrefixFold(text, "http") && (len(text) == 4 || text[4] >= utf8.RuneSelf || ascii[text[4]] != letter):
		return 4
	default:
		return 0
	}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c <= ' ' || c >= utf8.RuneSelf || c == '"' || c == '<' {
			return i
		}
	}
	return len(text)
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// handleLength is the length of a user name at the start of text, or 0.
func handleLength(text string) int {
	const longest = 64
	for i, r := range text {
		if c := classify(r); i >= longest || (c != letter && c != unspaced && r != '.' && r != '-') {
			return i
		}
	}
	return min(len(text), longest)
}

// entityLength is the length of an HTML entity that was left in the text, or 1.
func entityLength(text string) int {
	const longest = 8
	for i := 1; i < len(text) && i <= longest; i++ {
		switch c := text[i]; {
		case c == ';' && i > 1:
			return i + 1
		case c != '#' && (c >= utf8.RuneSelf || ascii[c] != letter):
			return 1
		}
	}
	return 1
}
