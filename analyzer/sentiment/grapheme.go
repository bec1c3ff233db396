package sentiment

import (
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/sentiment/feature"
)

// expandToGraphemes widens a span so that it splits no grapheme cluster: no letter
// from its combining marks, no Thai or Lao vowel from the consonant it is written
// before. It adds at most maxGraphemeRunes characters on either side, since marks
// can be stacked without end.
func expandToGraphemes(text string, s feature.Span) feature.Span {
	for range maxGraphemeRunes {
		if s.Start == 0 {
			break
		}
		first, _ := utf8.DecodeRuneInString(text[s.Start:])
		before, size := utf8.DecodeLastRuneInString(text[:s.Start])
		if !unicode.Is(unicode.Mn, first) && !leadingVowel(before) {
			break
		}
		s.Start -= int32(size)
	}
	for range maxGraphemeRunes {
		if int(s.End) == len(text) {
			break
		}
		last, _ := utf8.DecodeLastRuneInString(text[:s.End])
		after, size := utf8.DecodeRuneInString(text[s.End:])
		if !unicode.Is(unicode.Mn, after) && !leadingVowel(last) {
			break
		}
		s.End += int32(size)
	}
	return s
}

const maxGraphemeRunes = 4

// leadingVowel reports whether r is a vowel that is written before its consonant
// (The Unicode Standard, 16.1 Thai and 16.2 Lao).
func leadingVowel(r rune) bool {
	return r >= 0x0e40 && r <= 0x0e44 || r >= 0x0ec0 && r <= 0x0ec4
}
