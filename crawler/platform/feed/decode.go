package feed

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

// declaration is the XML declaration, encoding the name of the encoding in it.
var (
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	encoding    = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
)

// decode returns a feed as UTF-8 without an XML declaration. The encoding is
// that of the byte order mark, else of the XML declaration, else of the
// Content-Type (RFC 7303 puts this one first, but servers add a charset to
// files they have not looked at), else UTF-8 when it is valid, else windows-1252.
func decode(body []byte, contentType string) (string, error) {
	body, err := platform.Unpack(body)
	if err != nil {
		return "", err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return "", social.Errorf(social.CodeBroken, "the answer is empty")
	}
	text, err := toUTF8(body, contentType)
	if err != nil {
		return "", err
	}
	return strings.Map(legal, declaration.ReplaceAllString(text, "")), nil
}

func toUTF8(body []byte, contentType string) (string, error) {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(body, []byte(mark)) {
			text, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), body)
			if err != nil {
				return "", social.Errorf(social.CodeBroken, "encoding: %w", err)
			}
			return strings.ToValidUTF8(string(text), "\uFFFD"), nil
		}
	}
	label := ""
	if m := encoding.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		label = string(m[1])
	}
	if label == "" {
		if _, params, err := mime.ParseMediaType(contentType); err == nil {
			label = params["charset"]
		}
	}
	if utf8.Valid(body) && !looksUTF16(label) {
		// Whatever the label says, bytes that are valid UTF-8 almost always are
		// UTF-8, except in the 7-bit encodings of East Asia.
		if !strings.HasPrefix(strings.ToLower(label), "iso-2022") && !strings.HasPrefix(strings.ToLower(label), "hz") {
			return string(body), nil
		}
	}
	enc, name := charset.Lookup(label)
	switch {
	case enc == nil:
		enc, _ = charset.Lookup("windows-1252")
	case name == "utf-8":
		// Labelled UTF-8 with a few broken bytes: keep the rest.
		return strings.ToValidUTF8(string(body), "\uFFFD"), nil
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return "", social.Errorf(social.CodeBroken, "encoding %s: %w", name, err)
	}
	return string(text), nil
}

func looksUTF16(label string) bool {
	return strings.HasPrefix(strings.ToLower(label), "utf-16")
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
