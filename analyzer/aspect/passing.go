package aspect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDistance is how far a word of opinion may be from a term, in bytes. In an English
// review it is maxReviewDistance.
const (
	maxDistance       = 20
	maxReviewDistance = 80
)

// minPassing is the least difference between positive and negative of the clause of
// a thing that no word of opinion is near, maxBeforeTopic the most bytes before it in
// the clause: what is named late is seldom what the clause is about.
const (
	minPassing     = 0.4
	maxBeforeTopic = 60
)

// isTopic reports whether the clause of a thing that no word of opinion is near
// nevertheless judges it. That was found to be so in English texts to
// nobody.
func (v mentionContext) isTopic() bool {
	s := v.clauseSentiment
	return abs(s.Positive-s.Negative) >= minPassing && v.at-v.clause.start <= maxBeforeTopic
}

// opinedNear reports whether a word of opinion is near the term from at to end: close
// by in its clause, or in a review in its sentence.
func opinedNear(text string, review bool, opinions []int, at, end int) bool {
	breaks, distance := clauseBreaks, maxDistance
	if review {
		breaks, distance = sentenceBreaks, maxReviewDistance
	}
	for _, o := range opinions {
		if o >= end && o-end <= distance && !endsPart(text[end:o], breaks) || o < at && at-o <= distance && !endsPart(text[o:at], breaks) {
			return true
		}
	}
	return false
}

// opinedBehind is opinedNear for Chinese, where the opinion is behind its thing
// ("包装还可以"), or right before it ("喜欢包装").
func opinedBehind(text string, opinions []int, at, end int) bool {
	const behind, before = 12, 6 // in bytes
	for _, o := range opinions {
		if o >= end && o-end <= behind && !endsPart(text[end:o], clauseBreaks+" ") || o < at && at-o <= before {
			return true
		}
	}
	return false
}

// isInTag reports whether the term at an offset is a tag, or in Chinese, where tags end
// with the character that they begin with, in one.
func isInTag(text string, at int) bool {
	before := text[:at]
	if strings.HasSuffix(before, "#") || strings.HasSuffix(before, "@") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return isUnspaced(r) && strings.Count(before, "#")%2 == 1 && strings.Contains(text[at:], "#")
}

// isAddressed reports a post to somebody, about a tag or a link: it names most things
// in passing, where a text without any of these is more often a review.
func isAddressed(text string) bool {
	return strings.ContainsAny(text, "@#") || strings.Contains(text, "http")
}

const (
	sentenceBreaks = "!?\n;…"
	clauseBreaks   = sentenceBreaks + ",:()\"，。！？；、：（）"
)

// endsPart reports whether a sentence, or at one of breaks a part of it, ends in text.
func endsPart(text, breaks string) bool {
	if strings.ContainsAny(text, breaks) {
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

// relative are words of other languages before which a listed term is a verb: "o que
// cozinha".
var relative = map[string]bool{"que": true, "qui": true, "che": true, "quien": true, "quem": true, "se": true, "si": true, "me": true, "mi": true, "te": true, "ti": true}

// isVerb reports whether the listed term at an offset is a verb.
func isVerb(text, language string, at int) bool {
	before := strings.TrimRight(text[:at], " ")
	if language != "en" {
		return relative[strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])]
	}
	return verbal[strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])]
}

func abs(x float32) float32 { return max(x, -x) }

// isGermanNoun reports whether the listed term at an offset may be a noun: it has a
// capital, or no word of its text has one ("zu schade zum essen").
func isGermanNoun(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsUpper(r) || strings.ToLower(text) == text
}

// isModifier reports a listed English term that is not the whole name of a thing but
// describes one: "cost cutting", "a boarding pass", "self-service".
func (g grammar) isModifier(text string, at, end int) bool {
	if strings.HasSuffix(text[:at], "-") || strings.HasPrefix(text[end:], "-") && !strings.HasPrefix(text[end:], "--") {
		return true
	}
	rest, ok := strings.CutPrefix(text[end:], " ")
	if !ok {
		return false
	}
	next := strings.ToLower(rest[:wordLength(rest)])
	if len(next) < 3 || g.words[next] != 0 {
		return false
	}
	for _, ending := range [...]string{"s", "ed", "ly", "n't", "ing"} { // of a verb or an adverb
		if strings.HasSuffix(next, ending) {
			return false
		}
	}
	return true
}
