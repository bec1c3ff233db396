// Package aspect is aspect-based sentiment analysis: it finds the things a text
// judges, and how each is judged: "battery good, screen bad". The sentiment of a
// thing is a weighted mean over its clause, its sentence and the whole text; the
// sentiment model's card has the measured quality.
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
	// MaxAspects is the most aspects returned; configured ones come first.
	MaxAspects = 8
	// maxTermWords is the most words of a term.
	maxTermWords = 3
)

// shares are the weights of the sentiment of the clause, the sentence and the
// text.
type shares struct{ clause, sentence, text float32 }

var (
	defaultShares = shares{0.45, 0.3, 0.25}
	// contrastShares are for a thing that its sentence contrasts with another.
	contrastShares = shares{0.85, 0.1, 0.05}
)

// neutralFactor is the factor on the probability of neutral: naming a thing at
// all suggests an opinion of it.
const neutralFactor = 0.7

// minCertainty is the least certainty of an aspect that was not configured.
const minCertainty = 0.6

//go:embed terms.txt
var termLists string

// Classifier classifies the sentiment of a text in a language; see package
// sentiment.
type Classifier interface {
	Classify(text, language string, names []social.TextSpan) social.Sentiment
}

// Finder finds aspects. It is immutable and safe for concurrent use.
type Finder struct {
	sentiment Classifier
	// terms holds the vocabulary by language.
	terms map[string]*terms
	// grammars hold, by language, the patterns that find things outside the
	// vocabulary; chinese is the one for text without spaces.
	grammars map[string]grammar
	chinese  chinese
}

// New loads the vocabulary and the grammars. segment splits a run of Chinese
// characters into words.
func New(sentiment Classifier, segment func(run string) []string) (*Finder, error) {
	grammars, err := parseGrammars(grammarText)
	if err != nil {
		return nil, err
	}
	f := &Finder{sentiment: sentiment, terms: map[string]*terms{}, grammars: grammars, chinese: newChinese(segment, grammars["zh"])}
	n := 0
	for line := range strings.Lines(termLists) {
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
		if language == "zh" {
			f.chinese.listed = f.terms[language].known
		}
		if g, ok := f.grammars[language]; ok {
			g.listed = f.terms[language].known
			f.grammars[language] = g
		}
	}
	return f, nil
}

// mention is an occurrence of a term.
type mention struct {
	term string
	at   int
	// configured reports that the term is one of those given to Find.
	configured bool
	// passing: no word of opinion is in its sentence, so that it may be named only in
	// passing.
	passing bool
}

// Find returns the aspects of text: of configured, every one that occurs,
// whatever its sentiment; of other things, those with a clear sentiment. overall
// is the sentiment of the whole text. names are the places of brands' words in text:
// none of these is an aspect, nor is a part of them, unless it is configured.
func (f *Finder) Find(text, language string, overall social.Sentiment, names []social.TextSpan, configured []string) []social.Aspect {
	text = truncate(text)
	names = social.SpansWithin(names, 0, len(text))
	mentions := f.mentions(text, language, names, configured)
	if len(mentions) == 0 {
		return nil
	}
	c := classification{model: f.sentiment, text: text, names: names, language: language, overall: overall, sentences: sentences(text), mentions: mentions}
	contexts := c.contexts()
	var out []social.Aspect
	for _, v := range contexts {
		if v.passing && (language != "en" || isAddressed(text) || !v.isTopic()) {
			continue
		}
		a := c.classify(v, contexts)
		if v.configured || a.Label != social.Neutral && a.Certainty >= minCertainty {
			out = append(out, a)
		}
	}
	return out
}

// mentions finds the terms: the configured ones first, then those found by the
// grammar, then those of the vocabulary, longer before shorter, each once.
func (f *Finder) mentions(text, language string, names []social.TextSpan, configured []string) []mention {
	var out []mention
	var seen []span // of mentions, also of those named before
	taken := func(at, end int) bool {
		return slices.ContainsFunc(seen, func(s span) bool { return at < s.end && s.start < end })
	}
	add := func(m mention, end int) {
		same := func(p mention) bool { return strings.EqualFold(p.term, m.term) }
		if len(out) == MaxAspects || !m.configured && social.Overlaps(names, m.at, end) || taken(m.at, end) {
			return
		}
		seen = append(seen, span{m.at, end})
		if !slices.ContainsFunc(out, same) {
			out = append(out, m)
		}
	}
	// Chinese is searched in simplified characters and returned as written.
	plain, simplify := text, language == "zh"
	if simplify {
		plain = query.Simplified(text)
	}
	for _, term := range configured {
		needle := term
		if simplify {
			needle = query.Simplified(term)
		}
		if at := indexWord(plain, needle); at >= 0 {
			add(mention{term: term, at: at, configured: true}, at+len(term))
		}
	}
	// Lower case, so that "App" and "app" are counted together.
	noun := func(at, end int) { add(mention{term: strings.ToLower(text[at:end]), at: at}, end) }
	var opinions []int
	judges := false // whether a pattern found a thing that people judge
	g, ok := f.grammars[language]
	switch {
	case language == "zh":
		opinions, judges = f.chinese.nouns(plain, names, noun)
	case ok:
		opinions, judges = g.nouns(plain, names, noun)
	}
	review := language == "en" && (judges || !isAddressed(text))
	if terms := f.terms[language]; terms != nil {
		terms.eachMatch(plain, func(at, end int) {
			switch {
			case isInTag(text, at):
			case language == "zh" && (slices.ContainsFunc(out, func(m mention) bool { return m.at == end }) || !opinedBehind(text, opinions, at, end) || !f.chinese.isWhole(plain, at, end)): // "送餐" of "送餐师傅"
			case language == "de" && !isGermanNoun(text, at), ok && g.words[strings.ToLower(text[at:end])]&generic != 0 && language != "zh":
			case !g.capitalised && isBesideName(text, at, end), isVerb(text, language, at), language == "en" && g.isModifier(text, at, end):
			default:
				add(mention{term: strings.ToLower(text[at:end]), at: at, passing: ok && language != "zh" && !opinedNear(text, review, opinions, at, end)}, end)
			}
		})
	}
	slices.SortStableFunc(out, func(a, b mention) int {
		if a.configured != b.configured {
			if a.configured {
				return -1
			}
			return 1
		}
		return a.at - b.at
	})
	return out
}

// indexWord is the offset at which term first occurs as a whole word in text,
// ignoring case; -1 for none.
func indexWord(text, term string) int {
	if term == "" {
		return -1
	}
	first, _ := utf8.DecodeRuneInString(term)
	for i := 0; i+len(term) <= len(text); {
		if strings.EqualFold(text[i:i+len(term)], term) && (isUnspaced(first) || isWholeWord(text, i, i+len(term))) {
			return i
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return -1
}

// isWholeWord reports whether no letter precedes or follows a span.
func isWholeWord(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}
