package query

import "unicode/utf8"

// token is a unit of matching: a word of a script with spaces, a character of a
// script without, or a symbol.
type token struct {
	// from and to bound the folded form in tokens.folded.
	from, to int32
	// start and end bound the original spelling in the text.
	start, end int32
	// position counts the words and unspaced characters before this one. A symbol
	// has the position of the word before it: like punctuation, it does not
	// separate words.
	position int32
	class    runeClass
	// adjacent: nothing visible is between this token and the one before, and
	// both are unspaced characters or both symbols.
	adjacent bool
	// first: it is the first of a part of its document, which no phrase runs into.
	first bool
}

// tokens is a tokenized text.
type tokens struct {
	// original is the text as it was.
	original string
	// folded is the folded form of all tokens, separated by spaces except where
	// adjacent, with a space at either end.
	folded  string
	list    []token
	tags    []nameSpan
	handles []nameSpan
}

func (t *tokens) text(i int) string { return t.folded[t.list[i].from:t.list[i].to] }

// tokenize splits text into tokens, in one pass and linear time.
func tokenize(text string) tokens {
	s := newScanner(text)
	s.wantTokens, s.list = true, make([]token, 0, len(text)/5+4)
	s.run()
	if s.hasLast {
		s.list = append(s.list, s.last)
	}
	return tokens{original: text, folded: string(s.buf), list: s.list, tags: s.tags, handles: s.handles}
}

// scanner tokenizes and folds one text.
type scanner struct {
	text string
	buf  []byte
	// wantTokens: collect tokens, hashtags and handles, not only the folded text.
	wantTokens bool
	// last is the current token, if hasLast; list holds those before it.
	last     token
	hasLast  bool
	list     []token
	tags     []nameSpan
	handles  []nameSpan
	position int32
	// inWord: the last token is a word that may continue.
	inWord bool
	// atTokenEnd: nothing visible was read since the last token.
	atTokenEnd bool
}

func newScanner(text string) scanner {
	return scanner{text: text, buf: append(make([]byte, 0, len(text)+len(text)/8+8), ' ')}
}

func (s *scanner) run() {
	for i := 0; i < len(s.text); {
		if end := s.asciiLetters(i); end > i {
			i = end
			continue
		}
		r, size := rune(s.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s.text[i:])
		}
		f := foldOf(r)
		switch f.class {
		case classDrop:
			if s.atTokenEnd {
				s.last.end = int32(i + size)
			}
		case classLetter:
			s.letter(f, i, i+size)
		case classUnspaced:
			s.unspaced(SimplifiedRune(f.to), i, i+size)
		case classSymbol:
			if isFlagPart(r) && s.completesFlag() {
				s.extend(f.to, i+size)
				break
			}
			s.begin(classSymbol, i, i+size)
			s.put(f)
		default:
			s.gap(r, i, i+size)
		}
		i += size
	}
}

// opensTag reports whether a '#' at start begins a hashtag: after a word only if
// that word is itself a hashtag ("#a#b"), and not where it closes a hashtag of a
// script without spaces ("#话题#").
func (s *scanner) opensTag(wordBefore bool, start int) bool {
	adjoins := len(s.tags) > 0 && s.tags[len(s.tags)-1].end == start
	if wordBefore {
		return adjoins
	}
	return !adjoins
}

// letter appends a letter to the current word, or begins one.
func (s *scanner) letter(f foldEntry, start, end int) {
	if !s.inWord {
		s.begin(classLetter, start, end)
		s.inWord = true
	}
	s.put(f)
	s.last.end = int32(end)
}

// asciiLetters appends the ASCII letters and digits at start, which are most of
// most texts, and returns where they end.
func (s *scanner) asciiLetters(start int) int {
	end := start
	for end < len(s.text) {
		c := s.text[end]
		if c >= utf8.RuneSelf || foldTable[c].class != classLetter {
			break
		}
		if end == start && !s.inWord {
			s.begin(classLetter, start, end)
			s.inWord = true
		}
		s.buf = append(s.buf, byte(foldTable[c].to))
		end++
	}
	if end > start {
		s.last.to, s.last.end = int32(len(s.buf)), int32(end)
	}
	return end
}

// unspaced adds a character of a script without spaces, or composes a voicing
// mark with the one before.
func (s *scanner) unspaced(r rune, start, end int) {
	if r == 0x3099 || r == 0x309A {
		if !s.atTokenEnd || !s.hasLast {
			return
		}
		last := &s.last
		base, _ := utf8.DecodeRune(s.buf[last.from:])
		if v := composeVoiced(base, r); v != 0 && last.class == classUnspaced {
			s.buf = utf8.AppendRune(s.buf[:last.from], v)
			last.to, last.end = int32(len(s.buf)), int32(end)
		}
		return
	}
	s.begin(classUnspaced, start, end)
	s.put(foldEntry{to: r})
}

// gap ends the current token and reads a hashtag or handle, if its sign is here.
func (s *scanner) gap(r rune, start, end int) {
	wordBefore := s.inWord
	s.inWord, s.atTokenEnd = false, false
	if !s.wantTokens {
		return
	}
	switch r {
	case '#', '＃':
		if !s.opensTag(wordBefore, start) {
			return
		}
		if m, ok := scanName(s.text, start, end, isTagRune); ok {
			s.tags = append(s.tags, m)
		}
	case '@', '＠':
		if n := len(s.handles); wordBefore || n > 0 && start < s.handles[n-1].end {
			return // an e-mail address, or the server of a handle
		}
		if m, ok := scanName(s.text, start, end, isHandleRune); ok {
			s.handles = append(s.handles, m)
		}
	}
}

// begin starts a token; its folded form is appended afterwards.
func (s *scanner) begin(class runeClass, start, end int) {
	s.inWord = false
	t := token{start: int32(start), end: int32(end), class: class}
	if s.hasLast {
		t.adjacent = s.atTokenEnd && class != classLetter && s.last.class == class
		if !t.adjacent {
			s.buf = append(s.buf, ' ')
		}
		if s.wantTokens {
			s.list = append(s.list, s.last)
		}
	}
	t.position = s.position
	if class != classSymbol {
		s.position++
	} else if t.position > 0 {
		t.position--
	}
	t.from = int32(len(s.buf))
	s.last, s.hasLast, s.atTokenEnd = t, true, true
}

// put appends the folded form of a rune to the last token.
func (s *scanner) put(f foldEntry) {
	if f.multi != "" {
		s.buf = append(s.buf, f.multi...)
	} else if f.to < utf8.RuneSelf {
		s.buf = append(s.buf, byte(f.to))
	} else {
		s.buf = utf8.AppendRune(s.buf, f.to)
	}
	s.last.to = int32(len(s.buf))
}

// extend appends r to the last token.
func (s *scanner) extend(r rune, end int) {
	s.put(foldEntry{to: r})
	s.last.end = int32(end)
}

// completesFlag reports whether the last token is the first half of a flag.
func (s *scanner) completesFlag() bool {
	if !s.atTokenEnd || !s.hasLast {
		return false
	}
	r, n := utf8.DecodeRune(s.buf[s.last.from:s.last.to])
	return isFlagPart(r) && n == int(s.last.to-s.last.from)
}

// isFlagPart reports the regional indicators, two of which form a flag.
func isFlagPart(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// FoldText returns the folded form of a text: its words separated by single
// spaces, characters of scripts without spaces as adjacent as they are in the
// text, with a space at either end. A text has the word w exactly if its folded
// form contains " w ", and characters of a script without spaces if it contains
// them.
func FoldText(text string) string {
	s := newScanner(text)
	s.run()
	return string(append(s.buf, ' '))
}
