package entity

import (
	"strings"
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

// isBare reports a word that stands where a noun would have an article: behind
// prepositions of people and companies, or behind the verb that begins a question.
func (s *speller) isBare(words []word, i int) bool {
	if i == 0 || words[i-1].endsName {
		return false
	}
	before := words[i-1]
	if before.opens && before.class == vocabulary.Closed && cues["de"][before.lower] {
		return true
	}
	lower := words[i].lower
	return beforeNames[before.text] && !strings.HasSuffix(lower, "en") && !strings.HasSuffix(lower, "er")
}

// beforeNames are German words before names of people, places and companies.
var beforeNames = setOf("bei von gegen laut nach via dass ob warum wieso wann")

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

// isWord reports a word in lower case that is formed like a common one, or joined of
// common ones: "maire-adjoint".
func (s *speller) isWord(lower string) bool {
	if s.words.IsFormed(lower) {
		return true
	}
	if strings.IndexByte(lower, '-') < 0 {
		return false
	}
	for part := range strings.SplitSeq(lower, "-") {
		if part != "" && s.words.Class(part) == vocabulary.Unlisted && s.english.Class(part) == vocabulary.Unlisted {
			return false
		}
	}
	return true
}

// isGuess reports words at the beginning of a sentence, in a language of which few
// words are listed, of which the first is known by nothing but its capital.
func (s *speller) isGuess(run []word) bool {
	if s.language != "it" && s.language != "pt" || !run[0].opens || heads[run[0].lower] {
		return false
	}
	return !s.isListed(run[0].text) && !hasInnerCapital(run[0].text)
}

// isLaughter reports "jajaja", "hahaha", "kkkk".
func isLaughter(lower string) bool {
	for _, letters := range [...]string{"ja", "je", "ha", "he", "hi", "ah", "ks", "rs", "хa", "ха"} {
		if len(lower) > 3 && strings.Trim(lower, letters) == "" {
			return true
		}
	}
	return false
}
