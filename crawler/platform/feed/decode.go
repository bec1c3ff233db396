package feed

import (
	"bytes"
	"regexp"
	"strings"

	"earshot/crawler/platform"
	"earshot/internal/charset"
	"earshot/internal/social"
)

// declaration is the XML declaration, with the comments before it.
var declaration = regexp.MustCompile(`^(?:\s+|<!--(?s:.*?)-->)*<\?xml[^>]*\?>`)

// decode returns a feed as UTF-8 without an XML declaration.
func decode(body []byte, contentType string) (string, error) {
	body, err := platform.Unpack(body)
	if err != nil {
		return "", err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return "", social.Errorf(social.CodeBroken, "the answer is empty")
	}
	kind := charset.XML
	if bytes.HasPrefix(bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n"), []byte("{")) {
		kind = charset.Plain
	}
	text, err := charset.Decode(body, contentType, kind)
	if err != nil {
		return "", err
	}
	return strings.Map(legal, declaration.ReplaceAllString(text.String, "")), nil
}

// legal drops the characters that XML 1.0 (2.2) forbids.
func legal(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
		return r
	default:
		return -1
	}
}
