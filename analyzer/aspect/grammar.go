package aspect

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"earshot/analyzer/vocabulary"
)

//go:embed grammar.txt
var grammarText string

// class is a set of grammatical roles of a word in a text that judges things.
type class uint16

const (
	opinion class = 1 << iota
	copula
	degreeWord
	likingVerb
	article
	preposition
	other
	noun
	generic
	// verdict words say how a thing did: it broke, it disappoints.
	verdict
	// prenominal adjectives may precede their noun in a Romance language.
	prenominal
	// feeling words say what the author feels about a thing that a preposition joins.
	feeling
	// desire words say that what follows is wanted.
	desire
	// thing nouns name what people judge: an adjective beside another noun judges it
	// less often than it is a saying or a wish.
	thing
)

// grammar holds the words of a language that do not name things.
type grammar struct {
	language string
	words    map[string]class
	// vocabulary lists the common words of the language, where they are listed.
	vocabulary vocabulary.Vocabulary
	// listed are the terms of the language in terms.txt.
	listed map[string]bool
	shape
}

// shape is how a language forms noun phrases.
type shape struct {
	// most is the most words of a name.
	most int
	// after: an adjective may follow its noun, which then has an article;
	// before: it may precede the noun.
	after, before bool
	// elides: an article may be joined to its noun: "l'équipe".
	elides bool
	// capitalised: nouns are capitalised.
	capitalised bool
	// ending is the suffix of a noun that is judged.
	ending string
}

var (
	germanic = shape{most: maxTermWords, before: true}
	romance  = shape{most: 1, before: true, after: true}
	eliding  = shape{most: 1, before: true, after: true, elides: true}
	shapes   = map[string]shape{
		"en": germanic, "de": {most: 2, before: true, capitalised: true},
		"es": romance, "fr": eliding, "it": eliding, "pt": romance,
		"id": {most: 1, after: true, ending: "nya"}, // "harganya mahal": its price is high
	}
)

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// parseGrammars parses grammar.txt. Words are also recognised without their
// accents, which many authors omit, save copulas: "è" is a verb, "e" means and.
func parseGrammars(text string) (map[string]grammar, error) {
	classes := map[string]class{
		"opinion": opinion, "copula": copula, "degree": degreeWord, "liking": likingVerb,
		"article": article, "preposition": preposition, "other": other, "noun": noun, "empty": generic,
		"verdict": verdict, "prenominal": prenominal, "feeling": feeling, "desire": desire, "thing": thing,
	}
	out := map[string]grammar{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		fields := strings.SplitN(line, " ", 3)
		if len(fields) != 3 || classes[fields[1]] == 0 {
			return nil, fmt.Errorf("aspect: grammar.txt line %d: want a language, a class and words", n)
		}
		language, c := fields[0], classes[fields[1]]
		g, ok := out[language]
		if !ok {
			g = grammar{language: language, words: map[string]class{}, shape: shapes[language]}
			g.vocabulary, _ = vocabulary.Of(language)
			for _, word := range []string{"http", "https", "www", "rt", "via", "user", "amp"} {
				g.words[word] = other
			}
		}
		for word := range strings.SplitSeq(fields[2], "|") {
			g.words[word] |= c
			if plain := plainSpelling(language, word); plain != word && c != copula {
				g.words[plain] |= c
			}
		}
		out[language] = g
	}
	return out, nil
}

// plainSpelling is a word as those write it who have no such keys: without accents
// ("bateria"), in German with two letters ("schoen", as "schon" is another word).
func plainSpelling(language, word string) string {
	if language == "de" {
		return umlauts.Replace(word)
	}
	return withoutAccents(word)
}

func withoutAccents(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(word))
}
