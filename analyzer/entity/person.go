package entity

import (
	"strings"

	"earshot/analyzer/vocabulary"
)

// isPerson reports a given name with a family name, both with capitals.
func (s *speller) isPerson(run []word) bool {
	for len(run) > 2 && academicTitles[run[0].lower] {
		run = run[1:]
	}
	if !s.given.Contains(run[0].text) || run[0].class != vocabulary.Unlisted {
		return false
	}
	for _, w := range run[1:] {
		if !connectors[s.language][w.text] && (!w.isCapital() || w.class != vocabulary.Unlisted && !s.family.Contains(w.text) && len(run) > 2) {
			return false
		}
	}
	last := run[len(run)-1].text
	return len(run) <= 4 && (!s.headline || s.family.Contains(last) || s.isListed(last) || s.isForeign(last))
}

// academicTitles are part of a name.
var academicTitles = setOf("dr prof dr.-ing")

// mayFollow reports a word that is part of a name only behind another: a single
// letter ("Moto G"), or the month that is a family name ("Brian May").
func (s *speller) mayFollow(before, w word) bool {
	if !w.isCapital() {
		return false
	}
	return len(w.text) == 1 && !before.opens || w.lower == "may" && s.given.Contains(before.text)
}

// isOther reports a word that begins the name of another person: "Anna & Ben".
func (s *speller) isOther(before, w word) bool {
	return strings.IndexByte(s.text[before.end():w.at], '&') >= 0 && s.given.Contains(w.text)
}

// arePlaces reports several listed places, one behind the other.
func (s *speller) arePlaces(run []word) bool {
	for _, w := range run {
		if !s.places.Contains(w.text) || w.class != vocabulary.Unlisted {
			return false
		}
	}
	return len(run) > 1
}
