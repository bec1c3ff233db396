package query

import (
	"strings"
	"unicode/utf8"
)

//go:generate go run ./hantable

// hanFirst and hanLast bound the characters that may have a simplified form.
const hanFirst, hanLast = 0x4E00, 0x9FFF

// toSimplified is indexed by the distance from hanFirst; 0 means unchanged.
var toSimplified = func() *[hanLast - hanFirst + 1]uint16 {
	var table [hanLast - hanFirst + 1]uint16
	to := []rune(simplified)
	for i, r := range []rune(traditional) {
		table[r-hanFirst] = uint16(to[i])
	}
	for i, s := range table { // 薴 becomes 苧, which becomes 苎
		if s != 0 && table[s-hanFirst] != 0 {
			table[i] = table[s-hanFirst]
		}
	}
	return &table
}()

// SimplifiedRune returns the simplified form of a Chinese character, or r where
// there is only one form. The other direction depends on the context: 后 stands
// for 後 and for 后.
func SimplifiedRune(r rune) rune {
	if r >= hanFirst && r <= hanLast {
		if s := toSimplified[r-hanFirst]; s != 0 {
			return rune(s)
		}
	}
	return r
}

// Simplified replaces every Chinese character of text by its simplified form.
// The form has the same length in bytes, so offsets in the text stay valid.
func Simplified(text string) string {
	i := strings.IndexFunc(text, func(r rune) bool { return SimplifiedRune(r) != r })
	if i < 0 {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:i]...)
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if s := SimplifiedRune(r); s != r {
			out = utf8.AppendRune(out, s)
		} else {
			out = append(out, text[i:i+size]...)
		}
		i += size
	}
	return string(out)
}
