package query

import (
	"strings"
	"unicode/utf8"
)

// nameSpan is a hashtag or handle in a text: its folded name without the sign,
// and its position in bytes.
type nameSpan struct {
	name       string
	start, end int
}

// maxNameRunes is the longest hashtag or handle, in runes; longer ones are
// truncated.
const maxNameRunes = 140

// scanName reads the hashtag or handle whose sign is text[start:from].
func scanName(text string, start, from int, accept func(rune) bool) (nameSpan, bool) {
	end, count := from, 0
	for end < len(text) && count < maxNameRunes {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !accept(r) {
			break
		}
		end += size
		count++
	}
	raw := strings.TrimRight(text[from:end], ".-@")
	name := strings.TrimLeft(foldName(raw), "@.-")
	if name == "" {
		return nameSpan{}, false
	}
	return nameSpan{name: name, start: start, end: from + len(raw)}, true
}

func isTagRune(r rune) bool {
	c := foldOf(r).class
	return r == '_' || r == '＿' || c == classLetter || c == classUnspaced || c == classDrop
}

func isHandleRune(r rune) bool {
	return isTagRune(r) || r == '.' || r == '-' || r == '@'
}

// foldName folds a hashtag or handle; "" where it has no letter or digit. Chinese
// characters and the Arabic letters of keepsLetter are kept; see plainName.
func foldName(name string) string {
	out := make([]byte, 0, len(name))
	any := false
	for _, r := range name {
		f := foldOf(r)
		switch {
		case keepsLetter(r):
			out, any = utf8.AppendRune(out, r), true
		case f.class == classDrop:
		case f.multi != "":
			out, any = append(out, f.multi...), true
		default:
			any = any || f.class != classGap
			out = utf8.AppendRune(out, f.to)
		}
	}
	if !any {
		return ""
	}
	return string(out)
}

// FoldTag returns the form in which hashtags are stored and compared: folded as
// queries fold text, without the leading '#'. It is "" for a tag without letter
// or digit.
func FoldTag(tag string) string {
	tag = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(tag), "#"), "＃")
	return foldName(tag)
}
