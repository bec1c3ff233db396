package train

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"earshot/analyzer/normal"
	"earshot/analyzer/sentiment/feature"
)

// The word lists are written for Earshot: a line "+" or "-" and words of that
// polarity, one file a language; signs.txt holds emoji, for every language.
// Two words joined by "_" stand in a row.
//
//go:embed lexicon/*.txt
var lexicons embed.FS

const signsFile = "signs"

// lexicon is what a feature's weight begins with before any text is learned:
// above 0 for positive, below 0 for negative.
type lexicon map[uint32]float32

// strength is the weight a listed word begins with; under negation it turns
// around and loses half.
const strength = 3

// readLexicons reads the word lists, by language code.
func readLexicons() (map[string]lexicon, error) {
	files, err := lexicons.ReadDir("lexicon")
	if err != nil {
		return nil, fmt.Errorf("train: list the word lists: %w", err)
	}
	out := make(map[string]lexicon)
	for _, f := range files {
		text, err := fs.ReadFile(lexicons, "lexicon/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("train: read a word list: %w", err)
		}
		words, err := parseLexicon(string(text))
		if err != nil {
			return nil, fmt.Errorf("train: word list %s: %w", f.Name(), err)
		}
		out[strings.TrimSuffix(f.Name(), ".txt")] = words
	}
	signs := out[signsFile]
	delete(out, signsFile)
	for code, words := range out {
		words.merge(signs)
		words.addSlang(code)
	}
	return out, nil
}

func parseLexicon(text string) (lexicon, error) {
	out := lexicon{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "//" {
			continue
		}
		var polarity float32
		switch fields[0] {
		case "+":
			polarity = strength
		case "-":
			polarity = -strength
		default:
			return nil, fmt.Errorf("line %d begins with %q, want + or - or //", n, fields[0])
		}
		for _, word := range fields[1:] {
			out.add(word, polarity)
		}
	}
	return out, nil
}

func (l lexicon) add(word string, polarity float32) {
	first, second, joined := strings.Cut(word, "_")
	switch {
	case joined:
		l[feature.Pair(first, second)] = polarity
	case feature.IsPicture(word):
		for _, r := range word {
			l[feature.Sign(r)] = polarity
			break
		}
	case feature.IsDense(word):
		keys := feature.Dense(word)
		for _, k := range keys {
			l[k] = polarity / float32(len(keys)) * denseStrength
		}
	default:
		l[feature.Word(word)] = polarity
		l[feature.NotWord(word)] = -polarity / 2
	}
}

// addSlang lists slang, shorthand and misspellings with what their dictionary
// form weighs, where they are not listed themselves.
func (l lexicon) addSlang(language string) {
	found := map[string]float32{}
	for written, meant := range normal.Slang(language) {
		if _, listed := l[feature.Word(written)]; listed || feature.IsDense(written) {
			continue
		}
		var polarity float32
		for word := range strings.FieldsSeq(meant) {
			polarity += l[feature.Word(word)]
		}
		if polarity != 0 {
			found[written] = min(max(polarity, -strength), strength)
		}
	}
	for _, written := range slices.Sorted(maps.Keys(found)) {
		l.add(written, found[written])
	}
}

// denseStrength makes up for how many n-grams a text without spaces has.
const denseStrength = 2

// merge adds the words of other; one that is good here and bad there says
// nothing.
func (l lexicon) merge(other lexicon) {
	for k, polarity := range other {
		if mine, ok := l[k]; ok && (mine > 0) != (polarity > 0) {
			l[k] = 0
			continue
		}
		l[k] = polarity
	}
}
