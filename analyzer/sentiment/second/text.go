package second

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/social"
)

// noun stands for the name of a brand or a person, so that no name weighs anything.
const noun = "it"

// maxInput bounds what is prepared of a text; the encoder reads less.
const maxInput = 8 << 10

// Input returns a function that says what the encoder reads of a text.
func Input() (func(text string) string, error) {
	n, err := newNeutral()
	if err != nil {
		return nil, err
	}
	return func(text string) string { return string(n.append(nil, text, nil)) }, nil
}

// append appends what the encoder reads of text to b: no handles and no links, which
// say nothing, hashtags as words, and stand-ins for names, byte ranges in order, and
// for words that must not bear sentiment.
func (n *neutral) append(b []byte, text string, names []social.TextSpan) []byte {
	sentence := true // no word since the last sentence
	for i := 0; i < len(text) && len(b) < maxInput; {
		for len(names) > 0 && names[0].End <= i {
			names = names[1:]
		}
		if len(names) > 0 && names[0].Start <= i {
			b, sentence = stand(b, noun), false
			i = names[0].End
			continue
		}
		if atWordStart(text, i) {
			if length := skipped(text[i:]); length > 0 {
				i += length
				continue
			}
			standIn, length := n.find(text[i:], sentence)
			if length > 0 && (len(names) == 0 || i+length <= names[0].Start) {
				b, sentence = stand(b, standIn), false
				i += length
				continue
			}
		}
		letter, size := utf8.DecodeRuneInString(text[i:])
		b = append(b, text[i:i+size]...)
		switch {
		case unicode.IsLetter(letter):
			sentence = false
		case strings.ContainsRune(".!?\n", letter):
			sentence = true
		}
		i += size
	}
	return b
}

// stand appends a stand-in. The words of one name that stand beside each other are one,
// and the article before it does not tell what it stands for.
func stand(b []byte, standIn string) []byte {
	b = bytes.TrimRight(b, " ")
	if before, ok := bytes.CutSuffix(b, []byte(" an")); ok {
		b = append(before, " a"...)
	}
	if word := " " + standIn; !bytes.HasSuffix(b, []byte(word)) {
		b = append(b, word...)
	}
	return b
}

func atWordStart(text string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:i])
	return i == 0 || !unicode.IsLetter(last) && !unicode.IsMark(last) && !unicode.IsDigit(last) && last != '@'
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
