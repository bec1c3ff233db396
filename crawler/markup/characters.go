package markup

import (
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Characters reads a page in the encoding it declares. Without a declaration
// the standard guesses from the first 1,024 bytes, which are often all ASCII,
// and takes Windows-1252; a page that is all valid UTF-8 is UTF-8.
func Characters(body []byte, contentType string) (io.Reader, error) {
	if declaresUTF8(contentType) && utf8.Valid(body) && !bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
		return bytes.NewReader(body), nil
	}
	if _, _, certain := charset.DetermineEncoding(body, contentType); !certain && utf8.Valid(body) {
		return bytes.NewReader(body), nil
	}
	return charset.NewReader(bytes.NewReader(body), contentType)
}

// declaresUTF8 tells whether a Content-Type names UTF-8.
func declaresUTF8(contentType string) bool {
	_, params, err := mime.ParseMediaType(contentType)
	return err == nil && strings.EqualFold(params["charset"], "utf-8")
}
