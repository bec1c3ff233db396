package query

import (
	"strings"
	"unicode/utf8"
)

// mark is a hashtag or a handle found in a text, without its sign, folded.
type mark struct {
	name       string
	start, end int
}

// maxMark is the longest hashtag or handle known, in runes; longer ones are cut.
const maxMark = 140

// readMark reads the hashtag or handle whose sign stands at text[start:from].
func readMark(text string, start, from int, accept func(rune) bool) (mark, bool) {
	end, count := from, 0
	for end < len(text) && count < maxMark {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !accept(r) {
			break
		}
		end += size
		count++
	}
	raw := strings.TrimRight(text[from:end], ".-@")
	name := strings.TrimLeft(foldMark(raw), "@.-")
	if name == "" {
		return mark{}, false
	}
	return mark{name: name, start: start, end: from + len(raw)}, true
}

func isTagRune(r rune) bool {
	c := foldOf(r).class
	return r == '_' || r == '＿' || c == classLetter || c == classDense || c == classDrop
}

func isHandleRune(r rune) bool {
	return isTagRune(r) || r == '.' || r == '-' || r == '@'
}

// foldMark folds a hashtag or handle; "" when no letter or digit is in it.
func foldMark(name string) string {
	out := make([]byte, 0, len(name))
	any := false
	for _, r := range name {
		f := foldOf(r)
		switch {
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

// FoldTag returns the form in which hashtags are stored and compared: folded
// as queries fold text, without the leading '#'. It is "" for a tag without
// any letter or digit.
func FoldTag(tag string) string {
	tag = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(tag), "#"), "＃")
	return foldMark(tag)
}
