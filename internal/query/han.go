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

// SimplifiedRune is the simplified form of a Chinese character, r where it is
// written one way only. The other direction would need the sentence: 后 stands
// for 後 and for 后.
func SimplifiedRune(r rune) rune {
	if r >= hanFirst && r <= hanLast {
		if s := toSimplified[r-hanFirst]; s != 0 {
			return rune(s)
		}
	}
	return r
}

// Simplified writes every Chinese character of text in its simplified form.
// Every character keeps its length in bytes, so places in the text stay.
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
