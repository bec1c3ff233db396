package charset

import "unicode"

// Costs, as negative natural logarithms of probabilities.
const (
	// rare is a letter of the language in a place it was never counted in.
	rare = 7.5
	// alien is a letter of another language.
	alien = 15
	// broken is a character that is none: a malformed sequence, a control, one of
	// private use.
	broken = 20
)

// score is how well a reading makes sense.
type score struct {
	// cost is the negative log-likelihood, and steps how many letters that are not
	// ASCII, or follow one, it is of.
	cost  float64
	steps int
}

// average is the cost of one letter.
func (s score) average() float64 {
	if s.steps == 0 {
		return 0
	}
	return s.cost / float64(s.steps)
}

// score reads text as a language. Only what is not ASCII, and its neighbours,
// costs: the rest is alike in all readings.
func (t *tongue) score(text []rune) score {
	var s score
	prev, prevUpper := ' ', false
	for i, c := range text {
		lower := c
		if c < 0x80 && !isASCIILetter(c) {
			lower = ' '
		} else if lower = unicode.ToLower(c); lower == 'İ' {
			lower = 'i'
		}
		upper := c >= 0x80 && lower != c && unicode.IsLetter(c)
		switch {
		case c < 0x80 && prev < 0x80:
		case c >= 0x80 && !isLetter(c):
			s.cost += t.sign(text, i)
			lower = ' '
			if cjkSign(c) && t.script >= syllables {
				s.steps++
			}
		default:
			if c >= 0x80 || t.script < syllables {
				s.steps++
			}
			s.cost += t.follow(prev, lower)
			if t.script >= syllables && c >= 0x80 && alone(text, i) {
				s.cost += 10
			}
			switch {
			case !upper || prev == ' ' || !isLetter(prev):
			case prevUpper:
				s.cost++
			default:
				// A capital after a small letter.
				s.cost += 4
			}
		}
		prev, prevUpper = lower, upper
	}
	return s
}

// follow is the cost of a letter, or the edge of a word, after another.
func (t *tongue) follow(prev, c rune) float64 {
	if t.script >= syllables {
		if c < 0x80 {
			return 0.5
		}
		if cost, ok := t.letters[c]; ok {
			return cost
		}
		return t.unlisted(c)
	}
	if cost, ok := t.pairs[[2]rune{prev, c}]; ok {
		return cost
	}
	_, known := t.letters[c]
	_, after := t.letters[prev]
	switch {
	case c == ' ':
		return 5
	case c < 0x80 && t.script == latin:
		return rare
	case c < 0x80, prev < 0x80 && prev != ' ' && t.script != latin:
		// Letters of two scripts in one word.
		return alien
	case known && (after || prev < 0x80):
		return rare
	case known:
		return rare + 2
	default:
		return alien
	}
}

// unlisted is the cost of a character that the table of a language does not have.
func (t *tongue) unlisted(c rune) float64 {
	hangul := c >= 0xAC00 && c <= 0xD7A3
	han := c >= 0x4E00 && c <= 0x9FFF
	switch {
	case t.script == syllables && hangul:
		return 9.5
	case t.script == ideographs && han:
		return 12
	case t.script == syllables && han:
		return 13
	case t.code == "ja" && c >= 0x3041 && c <= 0x30FF:
		return 9
	default:
		return alien + 2
	}
}

// sign is the cost of a character that is no letter.
func (t *tongue) sign(text []rune, i int) float64 {
	c := text[i]
	within := i > 0 && i+1 < len(text) && isLetter(text[i-1]) && isLetter(text[i+1])
	switch {
	case c == unicode.ReplacementChar, unicode.IsControl(c), unicode.Is(unicode.Co, c):
		return broken
	case cjkSign(c):
		if t.script >= syllables {
			return 4
		}
		return alien
	case unicode.Is(unicode.M, c):
		return t.follow(text[max(0, i-1)], c)
	}
	switch c {
	case '\u2019':
		return 5
	case '\u2013', '\u2014', '\u2018', '\u201C', '\u201D', '\u201E', '«', '»', '…', '·', '•', '\u00A0', '€', '™', '©', '®', '°', '§', '№', '¿', '¡', '£', 'º', 'ª':
		if within && c != '\u2014' && c != '·' && c != '\u00A0' && c != '…' {
			return 11
		}
		return 6
	}
	if within {
		return 14
	}
	return 11
}

// alone tells whether a character stands between two ASCII letters, as no
// character of East Asia does, but a Western quotation mark ("don't").
func alone(text []rune, i int) bool {
	return i > 0 && i+1 < len(text) && isASCIILetter(text[i-1]) && isASCIILetter(text[i+1])
}

func isASCIILetter(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80 }

func isLetter(c rune) bool {
	if c < 0x80 {
		return isASCIILetter(c)
	}
	return c != 'ª' && c != 'º' && (unicode.IsLetter(c) || unicode.Is(unicode.Mn, c))
}

// cjkSign tells whether a character is punctuation of East Asia, or a letter or
// sign in its full width.
func cjkSign(c rune) bool {
	return c >= 0x3000 && c <= 0x303F || c >= 0xFF01 && c <= 0xFF60 || c == 0x30FB
}
