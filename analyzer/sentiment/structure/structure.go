// Package structure reads what the words of a text do to one another: negation and
// how far it reaches, contrast, time, who speaks, question and answer, and idioms.
// It knows the words that praise and blame from lists, and says what they come to
// as they stand, which a model that adds up words does not see.
package structure

import (
	"sync"

	"earshot/analyzer/sentiment/lexicon"
	"earshot/internal/social"
)

// Grammars holds the structure of the languages that have a data file, each read when a
// text first needs it. It is safe for concurrent use.
type Grammars struct{ byLanguage map[string]func() *grammar }

// New returns the structure of all languages.
func New() *Grammars {
	out := &Grammars{byLanguage: map[string]func() *grammar{}}
	words, neutral := sync.OnceValue(lexiconWords), sync.OnceValue(neutralWords)
	for _, language := range languages() {
		out.byLanguage[language] = sync.OnceValue(func() *grammar { return must(load(language, words(), neutral()[language])) })
	}
	return out
}

func lexiconWords() map[string][]lexicon.Entry { return must(lexicon.Read()) }

func neutralWords() map[string]map[string][]string { return must(lexicon.Neutral()) }

// must is for files that are part of the program, and that a test reads.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Reading is what a text says by its structure.
type Reading struct {
	// Words is the number of words, two characters of a script written without spaces being
	// one, Opinions that of the words and phrases of praise and blame.
	Words, Opinions int
	// Naive is the sum of praise and blame as the words alone say it, Value as they are
	// meant where they stand; both are above 0 for praise.
	Naive, Value float32
	// Loud says that the text is no plain statement: it has exclamation marks, emoji,
	// handles or hashtags.
	Loud bool
	// Rules are the rules that change what the words say.
	Rules Rules
	// Doubt says that praise stands beside something that went wrong, and may be irony.
	Doubt bool
	// Question says that all of the text asks.
	Question bool
	// Asks says that the text has a question with a word that asks, other than why.
	Asks bool
}

// Structured says that more than the strength of what the words say is changed.
func (d Reading) Structured() bool { return d.Rules&^Strength != 0 }

// Reader reads texts. It is reused from text to text and is not safe for concurrent use.
type Reader struct {
	scanner  scanner
	items    []item
	clauses  []clause
	opinions []said
	traits   traits // of all clauses together
	events   int
	thanks   int
	rules    Rules
}

// Read reads a text in a language. It is false where nothing is known of the language.
// names are the places of brands' words in the text.
func (r *Reader) Read(all *Grammars, text, language string, names []social.TextSpan) (Reading, bool) {
	grammarOf := all.byLanguage[language]
	if grammarOf == nil {
		return r.readUnknown(all, text, language, names)
	}
	g := grammarOf()
	if len(text) > MaxBytes {
		text = text[:MaxBytes]
	}
	r.scanner.elided, r.scanner.stems, r.scanner.clitics = g.elided, nil, nil
	if g.clitics {
		r.scanner.clitics = &g.table
	}
	if g.table.stems {
		r.scanner.stems = &g.table
	}
	r.scanner.scan(text, names)
	r.findItems(g)
	r.rules = 0
	r.findClauses(g)
	if len(r.clauses) <= maxClauses {
		r.combine()
	} else {
		r.rules = 0
	}
	return r.sum(g.letters), true
}

// readUnknown reads a text of a language that nothing is known of, or that cannot be
// told, as a few words may not. It may be English: it is where it has an idiom of that,
// or, of a language that cannot be told, words of praise and blame.
func (r *Reader) readUnknown(all *Grammars, text, language string, names []social.TextSpan) (Reading, bool) {
	if len(text) > maxUnknown || all.byLanguage[fallback] == nil {
		return Reading{}, false
	}
	d, ok := r.Read(all, text, fallback, names)
	return d, ok && (d.Rules&Idiom != 0 || language == undetermined && d.Opinions > 0)
}

const (
	// fallback is the language that texts of no known language are read in.
	fallback = "en"
	// undetermined is the language of texts that are of no language that can be told.
	undetermined = "und"
	// maxUnknown is the longest text, in bytes, that is read in the fallback.
	maxUnknown = 200
)

// maxClauses is the most clauses that are weighed against each other: no post that
// somebody wrote has more in what is read of it.
const maxClauses = 128

// sum adds up the clauses; letters are the characters of a word of a script written
// without spaces.
func (r *Reader) sum(letters int) Reading {
	out := Reading{Words: (r.scanner.halves + letters - 1) / letters, Opinions: len(r.opinions), Question: r.traits&isQuestion != 0}
	for i := range r.clauses {
		c := &r.clauses[i]
		out.Naive += c.naive
		out.Value += c.says()
		if out.Question && !r.inQuestion(i) {
			out.Question = false
		}
	}
	out.Asks = r.traits&isQuestion != 0 && r.traits&isAsking != 0 && r.traits&isWhy == 0
	out.Doubt, out.Loud = r.doubtful(), r.scanner.loud > 0
	out.Rules = r.rules
	return out
}

// doubtful tells whether praise that nothing sets against it stands beside something
// that went wrong.
func (r *Reader) doubtful() bool {
	if r.events == 0 || len(r.clauses) > 6 {
		return false
	}
	for i := range r.clauses {
		if r.clauses[i].is(isContrast | isConceded | isFormerly) {
			return false
		}
	}
	if r.thanks > 0 {
		return true
	}
	for _, s := range r.opinions {
		if s.value > 0 && !s.negated {
			return true
		}
	}
	return false
}

// Rules is a set of the rules that changed what the words of a text say.
type Rules uint16

const (
	Negation    Rules = 1 << iota // "not good"
	Idiom                         // "far from good"
	Event                         // "charged me twice"
	Strength                      // "very good", "a bit slow"
	Question                      // "is it good?"
	Answer                        // "is it good? no"
	Speaker                       // "some say it is bad"
	Expectation                   // "I thought it would be good"
	Time                          // "it used to be good"
	Contrast                      // "good, but slow"
	Wish                          // "I wish it had"
	Comparison                    // "better than the others"
	Raised                        // "I don't think that it is good"
)
