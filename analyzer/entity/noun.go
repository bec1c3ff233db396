package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nounEndings are those of German nouns that are formed from other words.
var nounEndings = strings.Fields("ung ungen heit heiten keit keiten schaft schaften tion tionen ität itäten ismus ling linge chen lein nis nisse nissen tum istin innen erin eur eure anz enz")

// inflections are the endings of words whose stem may be listed, by language.
var inflections = map[string][]string{
	"de": {"s", "n", "en", "e", "es", "er", "ern", "em"}, "en": {"s", "es", "d", "ed", "ly", "er", "ing"},
	"es": {"s", "es", "a", "as", "os", "mente"}, "fr": {"s", "x", "e", "es", "ment"}, "pt": {"s", "es", "a", "as", "os", "mente"},
	"it": {"mente"}, "nl": {"s", "en", "e", "tje"}, "ru": {"а", "у", "ы", "и", "ом", "ой", "е", "я", "ю", "ов", "ам", "ами", "ах"},
}

// abstractEndings are those of nouns, and in Russian of adjectives and verbs, that
// are no names, by language.
var abstractEndings = map[string][]string{
	"en": {"tion", "tions", "ness", "ment", "ments", "ism", "ing", "ship", "ance", "ence"},
	"es": {"ción", "ciones", "dad", "dades", "miento", "mientos", "ismo", "aje", "mente"}, "pt": {"ção", "ções", "dade", "dades", "mento", "mentos", "ismo", "agem", "mente"},
	"fr": {"tion", "tions", "ité", "ités", "ement", "ements", "isme", "ance", "ences", "ence"}, "it": {"zione", "zioni", "ità", "mento", "menti", "ismo", "aggio", "mente"},
	"nl": {"heid", "ingen", "schap", "tie", "ties", "teit"},
	"ru": {"ого", "ому", "ской", "ским", "ских", "ная", "ное", "ный", "ные", "ной", "ным", "ных", "ность", "ности", "ение", "ения", "ание", "ания", "ировать", "ить", "ать", "йти"},
}

// isNounLike reports a word in lower case that is formed like an abstract noun.
func isNounLike(lower, language string) bool {
	for _, ending := range abstractEndings[language] {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending)+2 {
			return true
		}
	}
	return false
}

// isInflected reports whether a word in lower case is a form of a listed one.
func (s *speller) isInflected(lower string) bool {
	for _, ending := range inflections[s.language] {
		stem, ok := strings.CutSuffix(lower, ending)
		if ok && utf8.RuneCountInString(stem) >= 3 && s.words.class(stem) != unlisted {
			return true
		}
	}
	return false
}

// isForeign reports a word that is no German noun, as far as is known: not listed,
// not a form or a compound of listed words, not formed like one. In other languages
// it only must not be a form of a listed word.
func (s *speller) isForeign(word string) bool {
	lower := strings.ToLower(word)
	if s.english.class(lower) != unlisted || s.isInflected(lower) {
		return false
	}
	if s.language != "de" {
		return true
	}
	if strings.ContainsAny(word, "-’'") {
		return false
	}
	for _, ending := range nounEndings {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending)+2 {
			return false
		}
	}
	return !s.isCompound(lower)
}

// minPart is the least length of a part of a compound, in bytes.
const minPart = 4

// isCompound reports a word made of two listed German words, the first perhaps with
// a linking ending.
func (s *speller) isCompound(lower string) bool {
	for i := minPart; i+minPart <= len(lower); i++ {
		if !utf8.RuneStart(lower[i]) {
			continue
		}
		rest := lower[i:]
		if s.words.class(rest) == unlisted && !s.isInflected(rest) {
			continue
		}
		part := lower[:i]
		for _, link := range [...]string{"", "s", "n", "en", "es", "er", "e"} {
			if stem, ok := strings.CutSuffix(part, link); ok && len(stem) >= minPart && s.words.class(stem) != unlisted {
				return true
			}
		}
		if s.words.class(part+"e") != unlisted || s.words.class(part+"en") != unlisted {
			return true
		}
	}
	return false
}

// isBare reports a word without an article or an adjective before it, as a name is.
func (s *speller) isBare(words []word, i int) bool {
	if i == 0 || words[i-1].endsName {
		return false
	}
	before := strings.ToLower(words[i-1].text)
	if r, _ := utf8.DecodeRuneInString(words[i-1].text); !unicode.IsLower(r) && !(words[i-1].opens && s.words.class(before) == closed) {
		return false
	}
	if bareVerbs[before] {
		return true
	}
	if determiners[before] {
		return false
	}
	if s.words.class(before) == closed {
		return true
	}
	for _, ending := range [...]string{"e", "er", "es", "en", "em"} {
		if strings.HasSuffix(before, ending) {
			return false
		}
	}
	return true
}

// bareVerbs end like adjectives and are before names.
var bareVerbs = setOf("bei von nach aus gegen laut für über an und oder als wie ob dass hat ist war wird kann haben sind waren werden gegenüber trotz ohne unter zwischen liebe hasse")

// determiners are before nouns.
var determiners = setOf(`der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem meiner dein deine sein seine seinen
	seinem ihr ihre ihren ihrem unser unsere unseren euer eure dieser diese dieses diesen diesem jeder jede jedes jeden welche welcher welches alle viele mehr wenig
	weniger im am vom zum zur beim ins ans aufs fürs manche einige solche zwei drei vier fünf so mit in zu auf etwas nur neue neuen neuer neues`)
