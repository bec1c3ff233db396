package feature

import "earshot/analyzer/sentiment/lexicon"

// StandIn returns a word that stands for all neutral words of the kind of this one,
// in English: a people, a place or a name; "" for a word that is not neutral.
func StandIn(word, language string) string {
	n := neutralOf(language)
	state := hashWord(folded(word))
	if !n.has(state) {
		return ""
	}
	switch n.words[state] {
	case lexicon.People:
		return "American"
	case lexicon.Place:
		return "London"
	default:
		return "Alex"
	}
}
