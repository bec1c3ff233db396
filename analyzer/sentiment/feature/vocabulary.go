package feature

import "sync"

// vocabulary holds the words of a language that are read in a way of their own.
type vocabulary struct {
	polarityLexicon
	neutral *neutralWords // nil for none
	// known has them and the negators; most words of a text are settled by it.
	known *bitmap
}

func newVocabulary(lexicon polarityLexicon, neutral *neutralWords) *vocabulary {
	v := &vocabulary{lexicon, neutral, new(bitmap)}
	if neutral != nil {
		*v.known = neutral.spaced
	}
	for state := range lexicon.words {
		v.known.add(state)
	}
	for _, state := range negators {
		if state != 0 {
			v.known.add(state)
		}
	}
	return v
}

// vocabularies are those by language: of "" an empty one, and under anyLanguage that of
// a language with neither a lexicon nor neutral words.
var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	out := map[string]*vocabulary{
		"":          newVocabulary(polarityLexicon{}, nil),
		anyLanguage: newVocabulary(lexiconOf(anyLanguage), neutralOf(anyLanguage)),
	}
	for language, lexicon := range lexicons() {
		out[language] = newVocabulary(lexicon, neutralOf(language))
	}
	for language, neutral := range neutral() {
		out[language] = newVocabulary(lexiconOf(language), neutral)
	}
	return out
})

const anyLanguage = "any"

func vocabularyOf(language string) *vocabulary {
	all := vocabularies()
	if v, ok := all[language]; ok {
		return v
	}
	return all[anyLanguage]
}
