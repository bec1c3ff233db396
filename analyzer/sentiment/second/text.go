package second

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// noun stands for the name of a brand, so that no name weighs anything.
const noun = "it"

// Input is what the encoder reads of a text.
func Input(text string, names []social.TextSpan) string { return string(appendInput(nil, text, names)) }

// appendInput appends what the encoder reads of text to b: no handles and no links,
// which say nothing, hashtags as words, and a pronoun for each of names, byte ranges
// in order.
func appendInput(b []byte, text string, names []social.TextSpan) []byte {
	for i := 0; i < len(text); {
		for len(names) > 0 && names[0].End <= i {
			names = names[1:]
		}
		if len(names) > 0 && names[0].Start <= i {
			// Words of one name that stand beside each other are one noun.
			if !bytes.HasSuffix(bytes.TrimRight(b, " "), []byte(" "+noun)) {
				b = append(append(b, ' '), noun...)
			}
			i = names[0].End
			continue
		}
		if atWordStart(text, i) {
			if n := skipped(text[i:]); n > 0 {
				i += n
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		b = append(b, text[i:i+size]...)
		i += size
	}
	return b
}

func atWordStart(text string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:i])
	return i == 0 || !unicode.IsLetter(last) && !unicode.IsDigit(last) && last != '@'
}

// skipped is the length of the handle, link or hash sign that text begins with, or 0.
func skipped(text string) int {
	switch {
	case strings.HasPrefix(text, "#"):
		return 1
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"), strings.HasPrefix(text, "www."):
		if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
			return end
		}
		return len(text)
	case strings.HasPrefix(text, "@"):
		end := strings.IndexFunc(text[1:], func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.@-", r)
		})
		switch {
		case end < 0:
			return len(text)
		case end > 0:
			return 1 + end
		}
	case strings.HasPrefix(text, "http "), text == "http":
		// What is left of a link in texts that others have cleaned.
		return len("http")
	}
	return 0
}
