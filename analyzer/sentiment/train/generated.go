package train

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"

	"earshot/analyzer/sentiment/lexicon"
)

// The templates of generated texts, one file per language: "word: a|b|c" lists what
// may stand for {word}; a line that begins with +, - or 0 is a template and its
// label. {name}, {place} and {people} stand for the neutral words of lexicon. They
// teach what labelled posts say too rarely: that a plain fact is neutral, and what
// a negation does. They are written for training alone: package behaviour, which
// measures this, has other templates and words.
//
//go:embed generated/*.txt
var generated embed.FS

// textsPerTemplate is how many texts a template gives; generatedWeight is the
// weight of each beside a text that a person labelled.
const (
	textsPerTemplate = 12
	generatedWeight  = 0.3
)

// generatedShared are the languages without labelled texts: their generated texts
// teach the multilingual table.
var generatedShared = map[string]bool{"ja": true, "ko": true, "tr": true}

// GeneratedSets returns the generated texts, a dataset per language. The same seed
// gives the same texts.
func GeneratedSets(seed uint64) ([]Dataset, error) {
	files, err := generated.ReadDir("generated")
	if err != nil {
		return nil, fmt.Errorf("train: list the templates: %w", err)
	}
	neutral, err := lexicon.Neutral()
	if err != nil {
		return nil, err
	}
	var sets []Dataset
	for _, f := range files {
		text, err := fs.ReadFile(generated, "generated/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("train: read templates: %w", err)
		}
		language := strings.TrimSuffix(f.Name(), ".txt")
		g := newGenerator(neutral[language], newRand(seed, "generated "+language))
		if err := g.read(string(text)); err != nil {
			return nil, fmt.Errorf("train: generated/%s: %w", f.Name(), err)
		}
		sets = append(sets, Dataset{
			Name: "generated_" + language, Language: language, Weight: generatedWeight,
			Shared: generatedShared[language], Noisy: true, Train: g.rows,
		})
	}
	return sets, nil
}

// generator fills templates.
type generator struct {
	words map[string][]string
	draw  *rand.Rand
	rows  []Row
}

func newGenerator(neutral map[string][]string, draw *rand.Rand) *generator {
	words := make(map[string][]string)
	for kind, list := range neutral {
		words[kind] = list
	}
	return &generator{words: words, draw: draw}
}

var generatedLabels = map[string]int{"-": -1, "0": 0, "+": 1}

func (g *generator) read(text string) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		first, rest, _ := strings.Cut(line, " ")
		if label, ok := generatedLabels[first]; ok {
			if err := g.fill(label, rest); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		if word, ok := strings.CutSuffix(first, ":"); ok {
			g.words[word] = strings.Split(rest, "|")
			continue
		}
		if line != "" {
			return fmt.Errorf("line %d is neither a template nor a list of words", n)
		}
	}
	return nil
}

// fill adds the texts of a template, each once.
func (g *generator) fill(label int, template string) error {
	var made []string
	for range textsPerTemplate {
		text := template
		for strings.Contains(text, "{") {
			before, after, _ := strings.Cut(text, "{")
			word, rest, _ := strings.Cut(after, "}")
			choices := g.words[word]
			if len(choices) == 0 {
				return fmt.Errorf("no words for {%s}", word)
			}
			text = before + choices[g.draw.IntN(len(choices))] + rest
		}
		if !slices.Contains(made, text) {
			made = append(made, text)
			g.rows = append(g.rows, Row{Label: label, Text: text})
		}
	}
	return nil
}
