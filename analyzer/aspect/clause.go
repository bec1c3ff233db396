package aspect

import (
	"strings"
	"unicode/utf8"

	"earshot/internal/query"
)

// span is a part of a text, in bytes.
type span struct{ start, end int }

// contrastMarkers separate parts of a sentence that may have opposite sentiment.
// Those of scripts with spaces have a space on either side.
var contrastMarkers = newSeparators(
	" but ", " however ", " although ", " though ", " while ", " whereas ", " yet ", " except ", " unfortunately ", " despite ",
	" aber ", " jedoch ", " obwohl ", " doch ", " sondern ", " leider ", " pero ", " aunque ", " sin embargo ", " mientras ",
	" mais ", " cependant ", " pourtant ", " par contre ", " ma ", " però ", " anche se ", " mas ", " porém ", " embora ", " но ", " а ", " зато ",
	"但是", "但", "不过", "可是", "然而", "就是", "只是", "虽然", "而且",
)

// conjunctions separate two things in one clause ("great food and bad service").
var conjunctions = newSeparators(" and ", " und ", " y ", " et ", " e ", " и ", " with ", "和", "而")

// separators are words that separate spans, indexed by their first byte after
// the space, in either case.
type separators [256][]string

func newSeparators(words ...string) *separators {
	s := new(separators)
	for _, w := range words {
		letters := strings.TrimLeft(w, " ")
		first, upper := letters[0], strings.ToUpper(letters)[0]
		s[first] = append(s[first], w)
		if upper != first {
			s[upper] = append(s[upper], w)
		}
	}
	return s
}

// at returns the separators that may be at offset i.
func (s *separators) at(text string, i int) []string {
	switch {
	case text[i] >= utf8.RuneSelf:
		return s[text[i]]
	case text[i] == ' ' && i+1 < len(text):
		return s[text[i+1]]
	default:
		return nil
	}
}

// sentences returns the spans between sentence-ending punctuation.
func sentences(text string) []span {
	return split(text, span{0, len(text)}, func(r rune, next byte) bool {
		switch r {
		case '!', '?', '\n', ';', '。', '！', '？', '；', '…':
			return true
		case '.':
			return next <= ' '
		}
		return false
	})
}

// clauses returns the spans of a sentence between commas and contrast markers.
func clauses(text string, sentence span) []span {
	var out []span
	for _, part := range split(text, sentence, func(r rune, _ byte) bool {
		return r == ',' || r == '，' || r == '、' || r == '(' || r == ')' || r == '（' || r == '）' || r == '~' || r == ':' || r == '：'
	}) {
		out = append(out, splitAt(text, part, contrastMarkers)...)
	}
	return out
}

// split splits a span after every character for which ends is true; next is the
// byte after the character, or 0.
func split(text string, of span, ends func(r rune, next byte) bool) []span {
	var out []span
	start := of.start
	for i := of.start; i < of.end; {
		r, size := utf8.DecodeRuneInString(text[i:of.end])
		i += size
		var next byte
		if i < of.end {
			next = text[i]
		}
		if ends(r, next) {
			out = append(out, span{start, i})
			start = i
		}
	}
	if start < of.end {
		out = append(out, span{start, of.end})
	}
	return out
}

// splitAt splits a span before each of words, which begins the next part.
func splitAt(text string, of span, words *separators) []span {
	var out []span
	start := of.start
	for i := of.start; i < of.end; i++ {
		for _, w := range words.at(text, i) {
			if i > start && len(text[i:of.end]) > len(w) && strings.EqualFold(text[i:i+len(w)], w) {
				out = append(out, span{start, i})
				start = i
				i += len(w) - 1
				break
			}
		}
	}
	return append(out, span{start, of.end})
}

// spanIndex is the index of the span that contains an offset.
func spanIndex(spans []span, at int) int {
	for i, s := range spans {
		if at < s.end {
			return i
		}
	}
	return len(spans) - 1
}

// truncate bounds the text that is read.
func truncate(text string) string { return query.CutText(text, MaxBytes) }
