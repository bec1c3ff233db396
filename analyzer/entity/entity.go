// Package entity finds named entities in posts: people, places, products and
// organisations, as they are spelt there. It uses rules (capitals that no sentence,
// headline or German noun explains, title marks and name suffixes in Chinese,
// handles), lists of common words by language, which are no names, and lists of
// names; package vocabulary, whose words/README.md has the sources. Doubtful names are left out: precision
// matters more than recall. Time is linear.
package entity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// MaxEntities is the most returned for one post, MaxHandles the most handles
	// among them.
	MaxEntities, MaxHandles = 12, 3
	// maxBytes is how much of a text is read.
	maxBytes = 8 << 10
	// maxName is the longest name, in characters.
	maxName = 48
)

// Finder finds names. It is immutable and safe for concurrent use.
type Finder struct {
	// vocabularies hold the common words of languages.
	vocabularies map[string]vocabulary.Vocabulary
	english      vocabulary.Vocabulary
	// Listed names: of places, organisations and products, and given and family names
	// of people. Those of several words are phrases.
	places, organisations, given, family *vocabulary.List
	phrases                              phrases
	// known holds the listed names of scripts written without spaces, in
	// simplified Chinese, by their first character.
	known map[rune][]listed
}

// listed is a listed name of a script written without spaces.
type listed struct {
	name string
	// chinese: it is another word in Japanese.
	chinese bool
}

// New loads the lists of words and names.
func New() *Finder {
	f := &Finder{
		vocabularies: map[string]vocabulary.Vocabulary{},
		places:       vocabulary.NewList(places), organisations: vocabulary.NewList(organisations), given: vocabulary.NewList(given), family: vocabulary.NewList(family),
		known: map[rune][]listed{},
	}
	f.phrases = newPhrases(places, organisations)
	for _, language := range vocabulary.Languages() {
		f.vocabularies[language], _ = vocabulary.Of(language)
	}
	f.english = f.vocabularies["en"]
	for line := range strings.Lines(unspaced) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		for _, name := range fields[1:] {
			name = query.Simplified(name)
			r, _ := utf8.DecodeRuneInString(name)
			f.known[r] = append(f.known[r], listed{name, fields[0] == "chinese"})
		}
	}
	return f
}

// Find returns the names in text, each once, in the order of first mention.
// language is an ISO 639-1 code. known are the places of brands' words in text: what
// overlaps one is left out.
func (f *Finder) Find(text, language string, known []social.TextSpan) []string {
	text = query.CutText(text, maxBytes)
	c := collector{known: known}
	f.findUnspaced(text, language, &c)
	s := speller{Finder: f, language: language, text: text, words: f.vocabulary(language), c: &c}
	for of := range sentences(text) {
		s.sentence(of)
	}
	return c.names()
}

// vocabulary is the list of common words of a language, the English one where there
// is none.
func (f *Finder) vocabulary(language string) vocabulary.Vocabulary {
	if v, ok := f.vocabularies[language]; ok {
		return v
	}
	return f.english
}

// collector collects names with their offsets.
type collector struct {
	list    []found
	handles int
	known   []social.TextSpan
	// words is the buffer of the current sentence.
	words []word
}

type found struct {
	name string
	at   int
}

func (c *collector) add(name string, at int) {
	if len(c.list) >= 4*MaxEntities || utf8.RuneCountInString(name) > maxName {
		return
	}
	if social.Overlaps(c.known, at, at+len(name)) {
		return
	}
	if slices.ContainsFunc(c.list, func(f found) bool { return f.name == name }) {
		return
	}
	c.list = append(c.list, found{name, at})
}
