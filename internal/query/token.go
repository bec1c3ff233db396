package query

import "unicode/utf8"

// token is one unit of matching: a word of a spaced script, one character of a
// dense script, or one symbol.
type token struct {
	// from and to bound the folded form in tokens.folded.
	from, to int32
	// start and end bound the spelling in the original text.
	start, end int32
	// place counts the words and dense characters before this one. A symbol
	// has the place of the word before it: like punctuation it does not part words.
	place int32
	class runeClass
	// glued: nothing that is seen stands between this token and the one
	// before, and both are dense characters or both are symbols.
	glued bool
}

// tokens is a text cut into what queries match.
type tokens struct {
	// folded holds every token's folded form. Tokens are separated by a space,
	// glued ones by nothing, and a space begins and ends it.
	folded  string
	list    []token
	tags    []mark
	handles []mark
}

func (t *tokens) text(i int) string { return t.folded[t.list[i].from:t.list[i].to] }

// tokenize cuts text in one pass, in time linear in its length.
func tokenize(text string) tokens {
	s := newScanner(text)
	s.keep, s.list = true, make([]token, 0, len(text)/5+4)
	s.run()
	if s.begun {
		s.list = append(s.list, s.last)
	}
	return tokens{folded: string(s.buf), list: s.list, tags: s.tags, handles: s.handles}
}

type scanner struct {
	text string
	buf  []byte
	// keep: tokens, hashtags and handles are wanted, not only the folded text.
	keep bool
	// last is the token under way, once one is begun; list are those before it.
	last    token
	begun   bool
	list    []token
	tags    []mark
	handles []mark
	place   int32
	// inWord: the last token is a word that may still grow.
	inWord bool
	// touching: no gap has been seen since the last token.
	touching bool
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
			if s.touching {
				s.last.end = int32(i + size)
			}
		case classLetter:
			s.letter(f, i, i+size)
		case classDense:
			s.dense(SimplifiedRune(f.to), i, i+size)
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

// opensTag tells whether a '#' at start begins a hashtag: after a word only
// when that word is itself a hashtag ("#a#b"), and not where it closes a
// hashtag of a dense script ("#话题#").
func (s *scanner) opensTag(wordBefore bool, start int) bool {
	adjoins := len(s.tags) > 0 && s.tags[len(s.tags)-1].end == start
	if wordBefore {
		return adjoins
	}
	return !adjoins
}

// letter adds r to the word under way, or begins one.
func (s *scanner) letter(f foldEntry, start, end int) {
	if !s.inWord {
		s.begin(classLetter, start, end)
		s.inWord = true
	}
	s.put(f)
	s.last.end = int32(end)
}

// asciiLetters adds the ASCII letters and digits at start, which most text is
// made of, and returns where they end.
func (s *scanner) asciiLetters(start int) int {
	end := start
	for end < len(s.text) {
		c := s.text[end]
		if c >= utf8.RuneSelf || foldLow[c].class != classLetter {
			break
		}
		if end == start && !s.inWord {
			s.begin(classLetter, start, end)
			s.inWord = true
		}
		s.buf = append(s.buf, byte(foldLow[c].to))
		end++
	}
	if end > start {
		s.last.to, s.last.end = int32(len(s.buf)), int32(end)
	}
	return end
}

func (s *scanner) dense(r rune, start, end int) {
	if r == 0x3099 || r == 0x309A {
		if !s.touching || !s.begun {
			return
		}
		last := &s.last
		base, _ := utf8.DecodeRune(s.buf[last.from:])
		if v := voiced(base, r); v != 0 && last.class == classDense {
			s.buf = utf8.AppendRune(s.buf[:last.from], v)
			last.to, last.end = int32(len(s.buf)), int32(end)
		}
		return
	}
	s.begin(classDense, start, end)
	s.put(foldEntry{to: r})
}

// gap ends what is under way and looks for a hashtag or a handle.
func (s *scanner) gap(r rune, start, end int) {
	wordBefore := s.inWord
	s.inWord, s.touching = false, false
	if !s.keep {
		return
	}
	switch r {
	case '#', '＃':
		if !s.opensTag(wordBefore, start) {
			return
		}
		if m, ok := readMark(s.text, start, end, isTagRune); ok {
			s.tags = append(s.tags, m)
		}
	case '@', '＠':
		if n := len(s.handles); wordBefore || n > 0 && start < s.handles[n-1].end {
			return // an e-mail address, or the server of a handle
		}
		if m, ok := readMark(s.text, start, end, isHandleRune); ok {
			s.handles = append(s.handles, m)
		}
	}
}

// begin opens a token; its folded form is put after.
func (s *scanner) begin(class runeClass, start, end int) {
	s.inWord = false
	t := token{start: int32(start), end: int32(end), class: class}
	if s.begun {
		t.glued = s.touching && class != classLetter && s.last.class == class
		if !t.glued {
			s.buf = append(s.buf, ' ')
		}
		if s.keep {
			s.list = append(s.list, s.last)
		}
	}
	t.place = s.place
	if class != classSymbol {
		s.place++
	} else if t.place > 0 {
		t.place--
	}
	t.from = int32(len(s.buf))
	s.last, s.begun, s.touching = t, true, true
}

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

// extend adds r to the last token.
func (s *scanner) extend(r rune, end int) {
	s.put(foldEntry{to: r})
	s.last.end = int32(end)
}

// completesFlag tells whether the last token is the first half of a flag.
func (s *scanner) completesFlag() bool {
	if !s.touching || !s.begun {
		return false
	}
	r, n := utf8.DecodeRune(s.buf[s.last.from:s.last.to])
	return isFlagPart(r) && n == int(s.last.to-s.last.from)
}

// isFlagPart tells the regional indicators, two of which make a flag.
func isFlagPart(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// FoldText returns the form of a text that queries match: its words folded and
// parted by single spaces, characters of dense scripts run together as they
// stand, with a space at either end. A post holds the word w exactly when the
// folded text holds " w "; characters of a dense script are held as they are.
func FoldText(text string) string {
	s := newScanner(text)
	s.run()
	return string(append(s.buf, ' '))
}
