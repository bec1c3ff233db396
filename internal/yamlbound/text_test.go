package yamlbound

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestTextInEveryEncodingOfYAML with its mark and without.
func TestTextInEveryEncodingOfYAML(t *testing.T) {
	const text = "brands:\n  - name: Kröger 咖啡\n"
	in := func(e encoding.Encoding) []byte {
		t.Helper()
		data, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\xef\xbb\xbf" + text),
		"UTF-16LE": in(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)), "UTF-16LE with a mark": in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16BE": in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), "UTF-16BE with a mark": in(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"UTF-32LE": in(utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)), "UTF-32LE with a mark": in(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)),
		"UTF-32BE": in(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)), "UTF-32BE with a mark": in(utf32.UTF32(utf32.BigEndian, utf32.UseBOM)),
	} {
		if got, fault := Text(data); fault != nil || string(got) != text {
			t.Errorf("%s is read as %q, %v", name, got, fault)
		}
	}
	for says, data := range map[string]string{"Latin-1": "brands:\n  - name: Kr\xf6ger\n", "no text": "brands:\n\x00"} {
		if _, fault := Text([]byte(data)); fault == nil || fault.Line != 2 {
			t.Errorf("%s: %v, want a fault of line 2", says, fault)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("a: 1"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Add([]byte("\x00\x00\xfe\xff\x00\x11\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, fault := Text(data); fault == nil && (!utf8.Valid(got) || bytes.ContainsRune(got, 0)) {
			t.Errorf("%q is read as %q", data, got)
		}
	})
}
