package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDistance is how far a word of opinion may be, in bytes, outside of English,
// where fewer words of opinion are listed and more of them are about something else.
const maxDistance = 30

// opinedNear reports whether a word of opinion is near an offset: in its sentence.
func opinedNear(text, language string, opinions []int, at int) bool {
	for _, o := range opinions {
		if language != "en" && max(o-at, at-o) > maxDistance {
			continue
		}
		if o > at && !endsSentence(text[at:o]) || o <= at && !endsSentence(text[o:at]) {
			return true
		}
	}
	return false
}

// endsSentence reports whether a sentence ends in text.
func endsSentence(text string) bool {
	if strings.ContainsAny(text, "!?\n;…") {
		return true
	}
	for i := range len(text) {
		if text[i] == '.' && (i+1 == len(text) || text[i+1] == ' ') {
			return true
		}
	}
	return false
}

// isBesideName reports whether a listed term with a capital is part of a name: a
// word beside it has a capital too ("David Price").
func isBesideName(text string, at, end int) bool {
	if r, _ := utf8.DecodeRuneInString(text[at:]); !unicode.IsUpper(r) || strings.ToUpper(text[at:end]) == text[at:end] {
		return false
	}
	before := strings.TrimRight(text[:at], " ")
	word := before[strings.LastIndexAny(before, " \n")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	if unicode.IsUpper(first) && unicode.IsLower(last) && len(before) > len(word) {
		return true
	}
	after := text[end:]
	next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(after, " "))
	return strings.HasPrefix(after, " ") && unicode.IsUpper(next)
}

// verbal are English words before which a listed term is a verb: "to support", "who
// sound".
var verbal = map[string]bool{
	"to": true, "i": true, "you": true, "we": true, "they": true, "who": true, "gonna": true, "wanna": true, "will": true, "would": true, "can": true, "could": true, "should": true,
	"must": true, "might": true, "may": true, "did": true, "don't": true, "didn't": true, "won't": true, "can't": true, "never": true, "let's": true, "please": true, "i'll": true, "cannot": true,
}

// isVerb reports whether the listed term at an offset is a verb.
func isVerb(text, language string, at int) bool {
	if language != "en" {
		return false
	}
	before := strings.TrimRight(text[:at], " ")
	return verbal[strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])]
}

func abs(x float32) float32 { return max(x, -x) }
