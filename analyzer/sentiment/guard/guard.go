// Package guard holds what no tuned model may get worse at: labelled texts, listed
// words and the behavioural suite, none of which any model is tuned with. People
// correct what a model has wrong, so corrections alone cannot show what a model that
// learned from them has come to get wrong.
package guard

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/lexicon"
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
	texts, words []evaluate.Example
	suite        *behaviour.Suite
}

// Load reads the guard set that is part of the program.
func Load() (*Set, error) {
	texts, err := readTexts()
	if err != nil {
		return nil, err
	}
	words, err := readWords()
	if err != nil {
		return nil, err
	}
	suite, err := behaviour.Shipped()
	if err != nil {
		return nil, fmt.Errorf("guard: %w", err)
	}
	return &Set{texts: texts, words: words, suite: suite}, nil
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

// readWords returns the words of the polarity lexicon, each a text of its own.
func readWords() ([]evaluate.Example, error) {
	lists, err := lexicon.Read()
	if err != nil {
		return nil, fmt.Errorf("guard: %w", err)
	}
	var out []evaluate.Example
	for _, language := range slices.Sorted(maps.Keys(lists)) {
		for _, e := range lists[language] {
			w := evaluate.Example{Text: strings.ReplaceAll(e.Text, "_", " "), Language: language, Label: social.Negative}
			if language == lexicon.Emoji {
				w.Language = "und"
			}
			if e.Positive {
				w.Label = social.Positive
			}
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b evaluate.Example) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(a.Text, b.Text))
	})
	return slices.CompactFunc(out, func(a, b evaluate.Example) bool { return a.Text == b.Text && a.Language == b.Language }), nil
}
