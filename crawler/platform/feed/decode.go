package feed

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"earshot/crawler/platform"
	"earshot/internal/charset"
	"earshot/internal/social"
)

// declaration is the XML declaration, with the comments before it.
var declaration = regexp.MustCompile(`^(?:\s+|<!--(?s:.*?)-->)*<\?xml[^>]*\?>`)

// reference is a character reference in XML.
var reference = regexp.MustCompile(`&#(?:[xX]0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}));`)

// decode returns a feed as UTF-8 without an XML declaration, and without the
// characters that XML forbids, written as themselves or as references.
func decode(body []byte, contentType string) (charset.Text, error) {
	body, err := platform.Unpack(body)
	if err != nil {
		return charset.Text{}, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return charset.Text{}, social.Errorf(social.CodeBroken, "the answer is empty")
	}
	kind := charset.XML
	if bytes.HasPrefix(bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n"), []byte("{")) {
		kind = charset.Plain
	}
	decoded, err := charset.Decode(body, contentType, kind)
	if err != nil {
		return charset.Text{}, err
	}
	text := strings.Map(legal, declaration.ReplaceAllString(decoded.String, ""))
	if kind == charset.XML && strings.Contains(text, "&#") {
		text = reference.ReplaceAllStringFunc(text, legalReference)
	}
	decoded.String = text
	return decoded, nil
}

// legalReference drops a reference to a character that XML forbids.
func legalReference(ref string) string {
	m := reference.FindStringSubmatch(ref)
	code, err := strconv.ParseInt(m[1]+m[2], map[bool]int{true: 16, false: 10}[m[1] != ""], 32)
	if err != nil || legal(rune(code)) < 0 {
		return ""
	}
	return ref
}

// legal drops the characters that XML 1.0 (2.2) forbids.
func legal(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000 && r <= 0x10FFFF:
		return r
	default:
		return -1
	}
}
