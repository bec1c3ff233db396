package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"earshot/internal/social"
)

// decode turns a file into UTF-8 without a byte order mark, unpacking it when
// it is gzip. Without a mark or a name, a file whose beginning is not UTF-8 is
// taken for GB 18030 if it makes sense as that, and else for Windows-1252:
// spreadsheets save in these.
func decode(src io.Reader, name string) (io.Reader, error) {
	in := bufio.NewReaderSize(src, 64<<10)
	if head, err := in.Peek(2); err == nil && bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		in = bufio.NewReaderSize(z, 64<<10)
	}
	if name != "" {
		enc, err := htmlindex.Get(name)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "unknown encoding %q: one of the WHATWG Encoding Standard, such as gb18030 or windows-1252", name)
		}
		return enc.NewDecoder().Reader(in), nil
	}
	head, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		_, err := in.Discard(3)
		return in, err
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return transform.NewReader(in, unicode.BOMOverride(encoding.Nop.NewDecoder())), nil
	case validStart(head):
		return in, nil
	case chinese(head):
		return simplifiedchinese.GB18030.NewDecoder().Reader(in), nil
	default:
		enc, err := htmlindex.Get("windows-1252")
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(in), nil
	}
}

// validStart tells whether bytes are UTF-8 up to a character that may be cut.
func validStart(head []byte) bool {
	for cut := range utf8.UTFMax {
		if len(head) >= cut && utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}

// chinese tells whether bytes make sense as GB 18030: nothing in them is
// malformed, and what is not ASCII comes in pairs, as it does not in Western text.
func chinese(head []byte) bool {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(head)
	// The last character may be cut.
	text := strings.TrimRight(string(decoded), "\uFFFD")
	if err != nil || strings.ContainsRune(text, utf8.RuneError) {
		return false
	}
	han, other := 0, 0
	for _, c := range text {
		switch {
		case c >= 0x4e00 && c <= 0x9fff, c >= 0x3000 && c <= 0x303f, c >= 0xff00 && c <= 0xffef:
			han++
		case c >= utf8.RuneSelf:
			other++
		}
	}
	return han > 4*other
}
