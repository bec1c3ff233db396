package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
)

// nounEndings are those of German nouns that are formed from other words.
var nounEndings = strings.Fields("ung ungen heit heiten keit keiten schaft schaften tion tionen ität itäten ismus ling linge chen lein nis nisse nissen tum istin innen erin eur eure anz enz")

// isForeign reports a word that is no German noun, as far as is known: not listed,
// not a form or a compound of listed words, not formed like one. In other languages
// it only must not be a form of a listed word.
func (s *speller) isForeign(word string) bool {
	lower := strings.ToLower(word)
	if s.english.Class(lower) != vocabulary.Unlisted || s.words.IsForm(lower) {
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
	return !s.words.Holds(lower)
}

// isBare reports a word without an article or an adjective before it, as a name is.
func (s *speller) isBare(words []word, i int) bool {
	if i == 0 || words[i-1].endsName {
		return false
	}
	before := strings.ToLower(words[i-1].text)
	if r, _ := utf8.DecodeRuneInString(words[i-1].text); !unicode.IsLower(r) && !(words[i-1].opens && s.words.Class(before) == vocabulary.Closed) {
		return false
	}
	if bareVerbs[before] {
		return true
	}
	if determiners[before] {
		return false
	}
	if s.words.Class(before) == vocabulary.Closed {
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

// isVerb guesses by its ending that an unlisted word is a verb.
func isVerb(lower, language string) bool {
	if utf8.RuneCountInString(lower) < 5 {
		return false
	}
	for _, ending := range verbEndings[language] {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// verbEndings are those of verbs that begin sentences.
var verbEndings = map[string][]string{
	"pt": {"ei", "ou", "ando", "endo", "indo", "aram", "eram", "iram", "amos", "emos", "imos", "ado", "ido"},
	"it": {"ando", "endo", "ato", "ata", "ati", "uto", "ito", "iamo", "ete", "isco", "ono"},
	"es": {"ando", "iendo", "amos", "emos", "imos", "aron", "ieron", "aré", "eré", "iré"},
	"fr": {"ons", "ez", "ant"}, "en": {"ing", "ed", "ly"}, "nl": {"end"},
}

// repeats reports a character three times in a row, as in a word drawn out.
func repeats(lower string) bool {
	var last rune
	n := 0
	for _, r := range lower {
		if r == last {
			n++
		} else {
			last, n = r, 1
		}
		if n == 3 {
			return true
		}
	}
	return false
}
