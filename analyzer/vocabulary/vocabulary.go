// Package vocabulary lists the common words of languages, which are no names, and
// says of which words a German noun is made. words/README.md has the sources.
package vocabulary

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed words/de.txt
var german string

//go:embed words/en.txt
var english string

//go:embed words/es.txt
var spanish string

//go:embed words/fr.txt
var french string

//go:embed words/it.txt
var italian string

//go:embed words/nl.txt
var dutch string

//go:embed words/pt.txt
var portuguese string

//go:embed words/ru.txt
var russian string

//go:embed words/zh.txt
var chinese string

// Languages are those with a list, besides Chinese.
func Languages() []string { return strings.Fields("de en es fr it nl pt ru") }

// Vocabulary is the list of common words of a language. The zero value lists none.
type Vocabulary struct {
	language string
	words    *List
}

// Of returns the vocabulary of a language, an ISO 639-1 code; false where there is
// none. The Chinese one lists, in simplified characters, words that are no nouns.
func Of(language string) (Vocabulary, bool) {
	text, ok := map[string]string{
		"de": german, "en": english, "es": spanish, "fr": french, "it": italian, "nl": dutch, "pt": portuguese, "ru": russian, "zh": chinese,
	}[language]
	if !ok {
		return Vocabulary{}, false
	}
	return Vocabulary{language, NewList(text)}, true
}

// IsEmpty reports a vocabulary that lists nothing.
func (v Vocabulary) IsEmpty() bool { return v.words == nil }

// Class is what a vocabulary says of a word.
type Class uint8

const (
	// Unlisted words may be names.
	Unlisted Class = iota
	// Common words are nouns, verbs and adjectives of the language: a capital alone
	// makes no name of them.
	Common
	// Closed words are function words, weekdays, interjections and the like: they
	// are no name and no part of one, except as connectors.
	Closed
)

// Class returns the class of a word in lower case.
func (v Vocabulary) Class(lower string) Class {
	if v.words == nil {
		return Unlisted
	}
	switch found, marked := v.words.find(lower); {
	case marked:
		return Closed
	case found:
		return Common
	default:
		return Unlisted
	}
}

// EachClosed calls yield for every closed word.
func (v Vocabulary) EachClosed(yield func(word string)) {
	if v.words == nil {
		return
	}
	for line := range strings.Lines(v.words.text) {
		if word, ok := strings.CutSuffix(strings.TrimRight(line, "\n"), "*"); ok {
			yield(word)
		}
	}
}

// Holds reports whether a word in lower case is listed, a form of a listed word, or
// in German a compound of listed words.
func (v Vocabulary) Holds(lower string) bool {
	return v.Class(lower) != Unlisted || v.IsForm(lower) || v.language == "de" && v.isCompound(lower)
}

// inflections are the endings of words whose stem may be listed, by language.
var inflections = map[string][]string{
	"de": {"s", "n", "en", "e", "es", "er", "ern", "em"}, "en": {"s", "es", "d", "ed", "ly", "er", "ing"},
	"es": {"s", "es", "a", "as", "os", "mente"}, "fr": {"s", "x", "e", "es", "ment"}, "pt": {"s", "es", "a", "as", "os", "mente"},
	"it": {"mente"}, "nl": {"s", "en", "e", "tje"}, "ru": {"а", "у", "ы", "и", "ом", "ой", "е", "я", "ю", "ов", "ам", "ами", "ах"},
}

// IsForm reports whether a word in lower case is a form of a listed one.
func (v Vocabulary) IsForm(lower string) bool {
	for _, ending := range inflections[v.language] {
		stem, ok := strings.CutSuffix(lower, ending)
		if ok && utf8.RuneCountInString(stem) >= 3 && v.Class(stem) != Unlisted {
			return true
		}
	}
	return false
}

// abstractEndings are those of nouns, and in Russian of adjectives and verbs, that
// are no names, by language.
var abstractEndings = map[string][]string{
	"en": {"tion", "tions", "ness", "ment", "ments", "ism", "ing", "ship", "ance", "ence", "ics", "ity", "ities"},
	"es": {"aste", "iste", "aron", "ieron", "emos", "amos", "ía", "ías", "ción", "ciones", "dad", "dades", "miento", "mientos", "ismo", "aje", "mente", "azo", "ito", "ita", "itos", "itas", "illo", "illa", "ado", "ada", "ados", "adas", "ido", "ida", "able", "ible", "ante", "ivo", "iva", "eño", "eña", "ísimo", "ísima", "ando", "iendo"}, "pt": {"ção", "ções", "dade", "dades", "mento", "mentos", "ismo", "agem", "mente", "ada", "ados", "ável", "ível", "íssimo", "íssima", "ando", "endo"},
	"fr": {"tion", "tions", "ité", "ités", "ement", "ements", "isme", "ance", "ences", "ence", "ique", "iques", "eur", "euse", "eux", "able", "ables", "ible", "ibles", "age", "ages"}, "it": {"zione", "zioni", "ità", "mento", "menti", "ismo", "aggio", "mente", "abile", "ibile", "issimo", "issima", "ando", "endo", "tura"},
	"nl": {"heid", "ingen", "schap", "tie", "ties", "teit"},
	"ru": {"ого", "ому", "ской", "ским", "ских", "ная", "ное", "ный", "ные", "ной", "ным", "ных", "ность", "ности", "ение", "ения", "ание", "ания", "ировать", "ить", "ать", "йти"},
}

// IsFormed reports a word in lower case that is formed like an abstract noun.
func (v Vocabulary) IsFormed(lower string) bool {
	for _, ending := range abstractEndings[v.language] {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending)+2 {
			return true
		}
	}
	return false
}

// minPart is the least length of a part of a compound, in bytes.
const minPart = 4

// isCompound reports a word made of two listed German words, the first perhaps with
// a linking ending.
func (v Vocabulary) isCompound(lower string) bool {
	for i := minPart; i+minPart <= len(lower); i++ {
		if !utf8.RuneStart(lower[i]) {
			continue
		}
		rest := lower[i:]
		if v.Class(rest) == Unlisted && !v.IsForm(rest) {
			continue
		}
		part := lower[:i]
		for _, link := range [...]string{"", "s", "n", "en", "es", "er", "e"} {
			if stem, ok := strings.CutSuffix(part, link); ok && len(stem) >= minPart && v.Class(stem) != Unlisted {
				return true
			}
		}
		if v.Class(part+"e") != Unlisted || v.Class(part+"en") != Unlisted {
			return true
		}
	}
	return false
}
