package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold normalises a text as the tables are: lower case, without accents and
// apostrophes, white space as one space.
func fold(text string) string {
	b := make([]byte, 0, len(text)+len(text)/8)
	space := false
	for i := 0; i < len(text); {
		c := text[i]
		// A letter before a combining mark is decomposed together with it below.
		if c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			b, space = appendFolded(b, rune(lower(c)), space)
			i++
			continue
		}
		end := i + 1
		for end < len(text) && (text[end] >= utf8.RuneSelf || end+1 < len(text) && text[end+1] >= utf8.RuneSelf) {
			end++
		}
		for _, r := range norm.NFD.String(strings.ToLower(text[i:end])) {
			b, space = appendFolded(b, r, space)
		}
		i = end
	}
	return string(b)
}

// appendFolded appends a decomposed character to b; space says that white space
// precedes it.
func appendFolded(b []byte, r rune, space bool) ([]byte, bool) {
	switch {
	case r >= 0x300 && r <= 0x36f, r == '\'', r == '’', r == 0xfe0f:
		return b, space
	case unicode.IsSpace(r):
		return b, len(b) > 0
	case space:
		b = append(b, ' ')
	}
	return utf8.AppendRune(b, r), false
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
