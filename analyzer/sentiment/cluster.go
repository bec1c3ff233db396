package sentiment

import (
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/sentiment/feature"
)

// readable widens a stretch so that it does not cut what is written as one: a
// letter from its marks, or a Thai or Lao vowel from the consonant it is
// written before. It widens by maxWiden characters a side at the most, since
// marks can be piled up without end.
func readable(text string, s feature.Span) feature.Span {
	for range maxWiden {
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
	for range maxWiden {
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

const maxWiden = 4

// leadingVowel tells whether r is written before the consonant it follows in
// speech (The Unicode Standard, 16.1 Thai and 16.2 Lao).
func leadingVowel(r rune) bool {
	return r >= 0x0e40 && r <= 0x0e44 || r >= 0x0ec0 && r <= 0x0ec4
}
