package yamlbound

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Text is a YAML file in UTF-8 and without a byte order mark. As the standard wants (YAML 1.2.2, 5.2)
// it is read as UTF-16 or UTF-32 where it begins so, which is what some editors and
// shells of Windows write. A file in none of them is a fault.
func Text(data []byte) ([]byte, *Fault) {
	if from := encodingOf(data); from != nil {
		read, err := from.NewDecoder().Bytes(data)
		if err != nil {
			return nil, &Fault{Line: 1, Says: "it begins as UTF-16 or UTF-32 and is not: save it as UTF-8"}
		}
		data = read
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for at, line := 0, 1; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return nil, &Fault{Line: line, Says: "a letter that is not UTF-8: save the file as UTF-8"}
		case r == 0:
			return nil, &Fault{Line: line, Says: "a character that is no text: save the file as UTF-8"}
		case r == '\n':
			line++
		}
		at += size
	}
	return data, nil
}

// encodingOf is the encoding by the first bytes; nil for UTF-8.
func encodingOf(data []byte) encoding.Encoding {
	begins := func(with ...byte) bool { return bytes.HasPrefix(data, with) }
	switch {
	case begins(0, 0, 0xfe, 0xff), len(data) >= 4 && begins(0, 0, 0) && data[3] != 0:
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case begins(0xff, 0xfe, 0, 0), len(data) >= 4 && data[0] != 0 && bytes.HasPrefix(data[1:], []byte{0, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case begins(0xfe, 0xff), len(data) >= 2 && data[0] == 0 && data[1] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case begins(0xff, 0xfe), len(data) >= 2 && data[0] != 0 && data[1] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	default:
		return nil
	}
}
