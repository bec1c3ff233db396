// Package guard holds what no tuned model may get worse at: labelled texts and the
// behavioural suite, none of which any model is tuned with. People
// correct what a model has wrong, so corrections alone cannot show what a model that
// learned from them has come to get wrong.
package guard

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/internal/social"
)

// The texts were written for Earshot: a file a language, a line a label (-1, 0 or 1),
// a tab and a short post such as people write about shops, apps, banks and things.
//
//go:embed texts/*.tsv
var files embed.FS

// Classifier is a model to check.
type Classifier = evaluate.Classifier

// Set is the guard set. It is safe for concurrent use.
type Set struct {
	texts  []evaluate.Example
	suites map[string]*behaviour.Suite // by language

	mu    sync.Mutex
	rates map[rateOf]float64
}

// rateOf names the mean failure rate of a model's behavioural tests in a language,
// which is measured once.
type rateOf struct{ version, language string }

// Load reads the guard set that is part of the program.
func Load() (*Set, error) {
	texts, err := readTexts()
	if err != nil {
		return nil, err
	}
	suite, err := behaviour.Shipped()
	if err != nil {
		return nil, fmt.Errorf("guard: %w", err)
	}
	s := &Set{texts: texts, suites: map[string]*behaviour.Suite{}, rates: map[rateOf]float64{}}
	for _, t := range suite.Tests {
		if s.suites[t.Language] == nil {
			s.suites[t.Language] = new(behaviour.Suite)
		}
		s.suites[t.Language].Tests = append(s.suites[t.Language].Tests, t)
	}
	return s, nil
}

// Texts are the labelled texts.
func (s *Set) Texts() []evaluate.Example { return slices.Clone(s.texts) }

func readTexts() ([]evaluate.Example, error) {
	names, err := fs.Glob(files, "texts/*.tsv")
	if err != nil {
		return nil, fmt.Errorf("guard: list the texts: %w", err)
	}
	var out []evaluate.Example
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("guard: read texts: %w", err)
		}
		language := strings.TrimSuffix(strings.TrimPrefix(name, "texts/"), ".tsv")
		for line := range strings.Lines(string(data)) {
			mark, text, found := strings.Cut(strings.TrimSpace(line), "\t")
			label, known := marks[mark]
			if !found || !known {
				return nil, fmt.Errorf("guard: %s: %q is no label, tab and text", name, line)
			}
			out = append(out, evaluate.Example{Text: text, Language: language, Label: label})
		}
	}
	return out, nil
}

var marks = map[string]social.Label{"-1": social.Negative, "0": social.Neutral, "1": social.Positive}
