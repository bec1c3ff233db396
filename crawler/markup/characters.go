package markup

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Characters reads a page in the encoding it declares. Without a declaration
// the standard guesses from the first 1,024 bytes, which are often all ASCII,
// and takes Windows-1252; a page that is all valid UTF-8 is UTF-8.
func Characters(body []byte, contentType string) (io.Reader, error) {
	if _, _, certain := charset.DetermineEncoding(body, contentType); !certain && utf8.Valid(body) {
		return bytes.NewReader(body), nil
	}
	return charset.NewReader(bytes.NewReader(body), contentType)
}
