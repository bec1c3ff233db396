package markup

import (
	"io"
	"strings"

	"earshot/internal/charset"
)

// Characters reads the letters of a page.
func Characters(body []byte, contentType string) (io.Reader, error) {
	text, err := charset.Decode(body, contentType, charset.HTML)
	if err != nil {
		return nil, err
	}
	return strings.NewReader(text.String), nil
}
