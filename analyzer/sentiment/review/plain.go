package review

import (
	"fmt"
	"slices"
	"strings"

	"earshot/analyzer/sentiment/feature"
	"earshot/analyzer/sentiment/lexicon"
	"earshot/internal/social"
)

// plainCertainty is how sure the model must be of a text for its words to be plain.
const plainCertainty = 0.7

// plainWords tells texts whose words leave little doubt: each listed word in them is of
// one side, none is negated, and the model is sure of that side.
type plainWords struct {
	model Classifier
	words map[string]map[uint32]listed
	runs  map[string][]lexicon.Entry
	x     feature.Extractor
}

// listed is a word of the polarity lexicon; negated is the feature it has after a
// negation.
type listed struct {
	text     string
	positive bool
	negated  uint32
}

// unspaced are the languages written without spaces, whose words are looked for as
// they stand, with their negations.
var unspaced = map[string][]string{
	"zh": {"不", "没", "沒", "無", "无", "别", "別", "未"},
	"ja": {"ない", "なく", "なかっ", "なけれ", "ません", "ねえ", "ねぇ", "ずに"},
	"th": {"ไม่", "มิได้"},
}

func newPlainWords(model Classifier) (*plainWords, error) {
	lists, err := lexicon.Read()
	if err != nil {
		return nil, fmt.Errorf("review: %w", err)
	}
	p := &plainWords{model: model, words: map[string]map[uint32]listed{}, runs: map[string][]lexicon.Entry{}}
	for language, entries := range lists {
		p.words[language] = map[uint32]listed{}
		for _, e := range entries {
			if unspaced[language] != nil {
				p.runs[language] = append(p.runs[language], e)
			} else if w, key, ok := p.feature(e); ok {
				p.words[language][key] = w
			}
		}
	}
	return p, nil
}

// feature is the key of a listed word; false for one of several words.
func (p *plainWords) feature(e lexicon.Entry) (listed, uint32, bool) {
	p.x.Extract(e.Text, "", nil, false)
	if len(p.x.Words) == 0 || strings.Contains(e.Text, "_") {
		return listed{}, 0, false
	}
	w, key := listed{text: e.Text, positive: e.Positive}, p.x.Words[0]
	// After the features of the negation come those of the word: itself, negated, and
	// the pair.
	p.x.Extract("not "+e.Text, "", nil, false)
	if len(p.x.Words) == 4 && p.x.Words[1] == key {
		w.negated = p.x.Words[2]
	}
	return w, key, true
}

// side returns what a text plainly is, with the listed words that say so; Unknown
// where it is not plain.
func (p *plainWords) side(text, language string, names []social.TextSpan) (social.Label, []string) {
	found := p.find(text, language)
	if len(found) == 0 {
		return social.Unknown, nil
	}
	label := social.Negative
	if found[0].positive {
		label = social.Positive
	}
	words := make([]string, len(found))
	for i, w := range found {
		if w.positive != found[0].positive {
			return social.Unknown, nil
		}
		words[i] = w.text
	}
	s := p.model.Classify(text, language, names)
	if s.Label != label || s.Certainty() < plainCertainty {
		return social.Unknown, nil
	}
	return label, words
}

// find returns the listed words of a text, none where one of them may be negated.
func (p *plainWords) find(text, language string) []listed {
	if negations := unspaced[language]; negations != nil {
		if slices.ContainsFunc(negations, func(n string) bool { return strings.Contains(text, n) }) {
			return nil
		}
		var found []listed
		for _, e := range p.runs[language] {
			if len([]rune(e.Text)) > 1 && strings.Contains(text, e.Text) {
				found = append(found, listed{text: e.Text, positive: e.Positive})
			}
		}
		return found
	}
	p.x.Extract(text, "", nil, false)
	present := make(map[uint32]bool, len(p.x.Words))
	for _, key := range p.x.Words {
		present[key] = true
	}
	var found []listed
	for key := range present {
		for _, list := range []string{language, lexicon.Emoji} {
			w, ok := p.words[list][key]
			switch {
			case !ok:
			case w.negated != 0 && present[w.negated]:
				return nil
			default:
				found = append(found, w)
			}
		}
	}
	return found
}
