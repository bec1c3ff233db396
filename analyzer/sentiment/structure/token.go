package structure

import (
	"strings"
	"unicode/utf8"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// MaxBytes is how much of a text is read. What stands in a longer text far behind
// says little of its structure, and hostile texts cost no more.
const MaxBytes = 4 << 10

// token is a word, a character of a script written without spaces, a symbol, a mark
// or a brand's name.
type token struct {
	hash       uint32 // of the letters; 0 for marks and names
	stem       uint32 // of the longest stem that it begins with, by stemHash; 0 for none
	start, end int32
	kind       kind // wordToken, or that of a mark or name
	// first says that a space or a mark stands before it.
	first bool
}

// hashStart and hashStep are FNV-1a over characters instead of bytes.
const hashStart uint32 = 2166136261

func hashStep(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

// hashSequence goes from the hash of some tokens to that with one more.
// Both are mixed first: the hashes of single characters differ by little.
func hashSequence(h, next uint32) uint32 {
	h *= 0xc2b2ae35
	next *= 0x85ebca6b
	return ((h ^ h>>16) + (next ^ next>>15)) * 2654435761
}

// scanner cuts a text to tokens.
type scanner struct {
	text   string
	at     int
	spaced bool // a space or mark was read since the last token
	// elided says that an apostrophe ends a word, as in French; in English it is in it.
	elided bool
	tokens []token
	// clitics finds the words behind what is joined to them; nil for none.
	clitics *table
	// halves counts two for a word, and one for a character of a script written without spaces.
	halves int
	// loud counts the marks of a text that is no plain statement: exclamation marks,
	// emoji, handles and hashtags.
	loud  int
	stems *table // finds the stems that words begin with; nil for none
}

func (s *scanner) scan(text string, names []social.TextSpan) {
	s.text, s.at, s.spaced, s.tokens = text, 0, true, s.tokens[:0]
	s.halves, s.loud = 0, 0
	for s.at < len(text) {
		if len(names) > 0 && s.at >= names[0].Start {
			if s.at < names[0].End {
				s.add(token{kind: name, start: int32(s.at), end: int32(min(names[0].End, len(text)))})
				s.at = min(names[0].End, len(text))
			}
			names = names[1:]
			continue
		}
		end := len(text)
		if len(names) > 0 {
			end = min(end, names[0].Start)
		}
		s.next(end)
	}
}

func (s *scanner) add(t token) {
	t.first = s.spaced
	s.tokens = append(s.tokens, t)
	s.spaced = t.kind != wordToken
}

// next reads what stands at s.at; what it reads ends before end.
func (s *scanner) next(end int) {
	if c := s.text[s.at]; c < utf8.RuneSelf {
		switch asciiMarks[c] {
		case asciiLetter:
			s.word(end)
		case asciiSpace:
			s.spaced = true
			s.at++
		default:
			s.asciiMark(c)
		}
		return
	}
	r, n := decode(s.text[s.at:])
	to, class := feature.Fold(r)
	switch {
	case class == feature.Letter && r != nukta:
		s.word(end)
		return
	case class == feature.Unspaced, class == feature.Symbol:
		s.add(token{kind: wordToken, hash: hashStep(hashStart, to), start: int32(s.at), end: int32(s.at + n)})
		s.halves++
		if class == feature.Symbol {
			s.loud++
			s.spaced = true
		}
	case class == feature.Ignored, r == nukta:
	default:
		s.mark(r, n)
	}
	s.at += n
}

const (
	// nukta is the dot of Devanagari letters that many writers leave out.
	nukta = 0x93c
	// candrabindu and anusvara are written one for the other.
	candrabindu, anusvara = 0x901, 0x902
)

func decode(text string) (rune, int) {
	r, n := utf8.DecodeRuneInString(text)
	if r >= 0x958 && r <= 0x95f { // letters with their nukta
		return [...]rune{'क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'}[r-0x958], n
	}
	if r == candrabindu {
		r = anusvara
	}
	return r, n
}

// word reads a word. Of a letter written three times or more two are kept.
func (s *scanner) word(end int) {
	start, h, stem := s.at, hashStart, uint32(0)
	var last, before rune
	letters := 0
	at := s.at
loop:
	for at < end {
		c := s.text[at]
		r, n := rune(asciiLetters[c]), 1
		if c < utf8.RuneSelf {
			if r == 0 {
				if asciiMarks[c] != asciiQuote {
					break loop
				}
				if s.elided || at+1 >= end || asciiLetters[s.text[at+1]] == 0 {
					at++
					break loop
				}
				r = '\''
			}
		} else {
			var class feature.Class
			r, n = decode(s.text[at:])
			r, class = feature.Fold(r)
			if class == feature.Ignored || r == nukta {
				at += n
				continue
			}
			if class == feature.Quote {
				r = '\''
				if s.elided || at+n >= end {
					at += n
					break
				}
			} else if class != feature.Letter {
				break
			}
		}
		at += n
		if r == last && r == before {
			continue
		}
		before, last = last, r
		h = hashStep(h, r)
		letters++
		if s.stems != nil && letters >= minStem && s.stems.hasStem(h) {
			stem = h
		}
	}
	t := token{kind: wordToken, hash: h, start: int32(start), end: int32(at)}
	if s.clitics != nil && !s.clitics.starts(h) {
		t.hash = s.withoutClitics(s.text[start:at], h)
	}
	if stem != 0 {
		t.stem = stemHash(stem)
	}
	if strings.HasPrefix(s.text[start:], "http") && letters >= 4 {
		s.at = at
		s.skipAddress()
		return
	}
	s.add(t)
	s.halves += 2
	s.at = at
}

// withoutClitics is the hash of an Arabic word without the article and the conjunction or
// preposition joined to it, where that is a word known, else the hash of the whole.
func (s *scanner) withoutClitics(text string, whole uint32) uint32 {
	for _, clitic := range [...]string{"و", "ف", "ب", "ل", "ال", "وال", "بال", "فال", "لل"} {
		rest, ok := strings.CutPrefix(text, clitic)
		if !ok {
			continue
		}
		h := hashStart
		for _, r := range rest {
			if to, class := feature.Fold(r); class == feature.Letter {
				h = hashStep(h, to)
			}
		}
		if s.clitics.starts(h) {
			return h
		}
	}
	return whole
}

// skipAddress goes on to the next space.
func (s *scanner) skipAddress() {
	for s.at < len(s.text) && s.text[s.at] > ' ' {
		s.at++
	}
	s.spaced = true
}
