package charset

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// mark is the byte order mark as UTF-8.
const mark = "\uFEFF"

var (
	utf16LE = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16BE = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf32LE = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	utf32BE = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
)

// wide are the encodings of more than one byte a character, longest mark first.
// blank is a space in them.
var wide = []struct {
	name        string
	encoding    encoding.Encoding
	mark, blank string
}{
	{"UTF-32LE", utf32LE, "\xff\xfe\x00\x00", " \x00\x00\x00"},
	{"UTF-32BE", utf32BE, "\x00\x00\xfe\xff", "\x00\x00\x00 "},
	{"UTF-16LE", utf16LE, "\xff\xfe", " \x00"},
	{"UTF-16BE", utf16BE, "\xfe\xff", "\x00 "},
}

// marked reads a byte order mark. White space may come before it: templates of
// web sites print blank lines.
func marked(body []byte) (guessed, bool) {
	for _, w := range wide {
		if bytes.HasPrefix(body, []byte(w.mark)) {
			return guessed{name: w.name, encoding: w.encoding, skip: len(w.mark)}, true
		}
	}
	rest := bytes.TrimLeft(body, " \t\r\n")
	marks := 0
	for bytes.HasPrefix(rest, []byte(mark)) {
		marks++
		rest = bytes.TrimLeft(rest[len(mark):], " \t\r\n")
	}
	if marks > 0 {
		if good, bad, _ := countUTF8(rest); bad == 0 || good >= bad {
			return guessed{name: utf8Name, skip: len(body) - len(rest)}, true
		}
		return guessed{}, false
	}
	space := len(body) - len(rest)
	for _, w := range wide[2:] {
		// White space in one byte each, as before the mark of UTF-8.
		if space > 0 && bytes.HasPrefix(rest, []byte(w.mark)) {
			if g, ok := zeroed(rest[len(w.mark):]); ok && g.name == w.name {
				return guessed{name: w.name, encoding: w.encoding, skip: space + len(w.mark)}, true
			}
		}
	}
	return guessed{}, false
}

// IsWide tells whether bytes are UTF-16 or UTF-32, with a mark or without.
func IsWide(body []byte) bool {
	g, ok := marked(body)
	if !ok {
		g, ok = zeroed(body)
	}
	return ok && g.encoding != nil
}

// zeroed knows UTF-16 and UTF-32 without a mark by the zero bytes of the ASCII in
// them: markup, commas, ends of lines.
func zeroed(body []byte) (guessed, bool) {
	head := body[:min(len(body), 4096)&^3]
	if len(head) < 8 || bytes.IndexByte(head, 0) < 0 {
		return guessed{}, false
	}
	var zero [4]int
	for i, b := range head {
		if b == 0 {
			zero[i%4]++
		}
	}
	units := len(head) / 4
	most := func(n int) bool { return n*10 >= units*9 }
	some := func(n int) bool { return n*20 >= units && n >= 2 }
	few := func(n int) bool { return n*50 < units }
	switch {
	case most(zero[3]) && most(zero[2]) && few(zero[0]):
		return guessed{name: wide[0].name, encoding: wide[0].encoding}, true
	case most(zero[0]) && most(zero[1]) && few(zero[3]):
		return guessed{name: wide[1].name, encoding: wide[1].encoding}, true
	case some(zero[1]+zero[3]) && few(zero[0]+zero[2]) && sensible(head, utf16LE):
		return guessed{name: wide[2].name, encoding: wide[2].encoding}, true
	case some(zero[0]+zero[2]) && few(zero[1]+zero[3]) && sensible(head, utf16BE):
		return guessed{name: wide[3].name, encoding: wide[3].encoding}, true
	}
	return guessed{}, false
}

// sensible tells whether bytes decode without malformed characters, but for one
// at the end.
func sensible(head []byte, enc encoding.Encoding) bool {
	text, err := enc.NewDecoder().Bytes(head)
	return err == nil && bytes.Count(text, []byte("\uFFFD")) <= 1
}
