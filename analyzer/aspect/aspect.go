// Package aspect says which things a text judges and how: "battery good, screen
// bad". A thing is judged by the clause it stands in, by what is near, and a
// little by the whole text; what this was measured at is in the sentiment
// model's card.
package aspect

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// MaxBytes is how much of a text is read.
	MaxBytes = 4 << 10
	// MaxAspects is how many things are named, those configured first.
	MaxAspects = 8
	// longest is how many words a term has at most.
	longest = 3
)

// share says how much what surrounds a thing counts: its clause, its sentence,
// the text.
type share struct{ clause, sentence, text float32 }

var (
	alone = share{0.45, 0.3, 0.25}
	// among is for a thing that is set against others of its sentence.
	among = share{0.85, 0.1, 0.05}
)

// named is how much neutral counts of a thing that was worth a word.
const named = 0.7

// found is the probability from which the judgement of a thing nobody asked for
// is worth naming.
const found = 0.6

//go:embed terms.txt
var vocabulary string

// Classifier classifies the sentiment of a text in a language; see package sentiment.
type Classifier interface {
	Classify(text, language string) social.Sentiment
}

// Finder finds judged things. It is immutable and safe for concurrent use.
type Finder struct {
	sentiment Classifier
	// terms holds the vocabulary by language.
	terms map[string]*terms
	// grammars find what no vocabulary knows, by language, chinese what is said
	// without spaces.
	grammars map[string]grammar
	chinese  chinese
}

// New reads the vocabulary and the grammars. cut parts a run of Chinese
// characters into words.
func New(sentiment Classifier, cut func(run string) []string) (*Finder, error) {
	grammars, err := parseGrammars(grammarText)
	if err != nil {
		return nil, err
	}
	f := &Finder{sentiment: sentiment, terms: map[string]*terms{}, grammars: grammars, chinese: newChinese(cut, grammars["zh"])}
	n := 0
	for line := range strings.Lines(vocabulary) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		language, list, ok := strings.Cut(line, " ")
		if !ok {
			return nil, fmt.Errorf("aspect: terms.txt line %d: want a language and terms", n)
		}
		f.terms[language] = newTerms(list)
	}
	return f, nil
}

// place is where a term stands.
type place struct {
	term string
	at   int
	// asked says that the term is one of those given.
	asked bool
}

// Aspects are the things text judges: of asked, those that occur, whatever is
// said of them; of others, those that are not just named. overall is what the
// text as a whole was judged to be.
func (f *Finder) Aspects(text, language string, overall social.Sentiment, asked []string) []social.Aspect {
	text = cut(text)
	places := f.places(text, language, asked)
	if len(places) == 0 {
		return nil
	}
	reader := reading{model: f.sentiment, text: text, language: language, overall: overall, sentences: sentences(text), places: places}
	views := reader.views()
	var out []social.Aspect
	for _, v := range views {
		a := reader.judge(v, views)
		if v.asked || a.Label != social.Neutral && a.Certainty >= found {
			out = append(out, a)
		}
	}
	return out
}

// places finds the terms: those asked for first, then what the sentences judge,
// then the vocabulary's, the longer before the shorter, each thing once.
func (f *Finder) places(text, language string, asked []string) []place {
	var out []place
	taken := func(at, end int) bool {
		return slices.ContainsFunc(out, func(p place) bool { return at < p.at+len(p.term) && p.at < end })
	}
	add := func(term string, asked bool) func(at, end int) {
		return func(at, end int) {
			same := func(p place) bool { return strings.EqualFold(p.term, term) }
			if len(out) < MaxAspects && !taken(at, end) && !slices.ContainsFunc(out, same) {
				out = append(out, place{term, at, asked})
			}
		}
	}
	// Chinese is looked for in simplified characters and named as it was written.
	plain, simplify := text, language == "zh"
	if simplify {
		plain = query.Simplified(text)
	}
	for _, term := range asked {
		sought := term
		if simplify {
			sought = query.Simplified(term)
		}
		if at := indexWord(plain, sought); at >= 0 {
			add(term, true)(at, at+len(term))
		}
	}
	// Folded, so that "App" and "app" are counted as one.
	noun := func(at, end int) { add(strings.ToLower(text[at:end]), false)(at, end) }
	switch g, ok := f.grammars[language]; {
	case language == "zh":
		f.chinese.nouns(plain, noun)
	case ok:
		g.nouns(plain, noun)
	}
	if terms := f.terms[language]; terms != nil {
		terms.each(plain, noun)
	}
	slices.SortStableFunc(out, func(a, b place) int {
		if a.asked != b.asked {
			if a.asked {
				return -1
			}
			return 1
		}
		return a.at - b.at
	})
	return out
}

// indexWord is where term first stands as a word of its own in text, -1 where
// it does not. Case does not count.
func indexWord(text, term string) int {
	if term == "" {
		return -1
	}
	first, _ := utf8.DecodeRuneInString(term)
	for i := 0; i+len(term) <= len(text); {
		if strings.EqualFold(text[i:i+len(term)], term) && (dense(first) || bounded(text, i, i+len(term))) {
			return i
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return -1
}

// bounded tells whether no letter stands before or after a stretch.
func bounded(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}
