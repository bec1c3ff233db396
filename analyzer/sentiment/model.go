package sentiment

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"

	"earshot/analyzer/sentiment/feature"
	"earshot/analyzer/sentiment/structure"
	"earshot/internal/social"
)

//go:embed model/sentiment.bin
var shipped embed.FS

// Model classifies texts. It is safe for concurrent use.
type Model struct {
	version string
	tables  map[string]*index
	gates   map[string]reviewGate
	// grammars hold the structure of languages.
	grammars *structure.Grammars
	pool     sync.Pool // of *scratch
}

// Load returns the model embedded in the program.
func Load() (*Model, error) {
	data, err := fs.ReadFile(shipped, "model/sentiment.bin")
	if err != nil {
		return nil, fmt.Errorf("sentiment: read the shipped model: %w", err)
	}
	return Parse(data)
}

// Parse returns the model of a file that package train made.
func Parse(data []byte) (*Model, error) {
	tables, err := decode(data)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "sentiment: model file: %w", err)
	}
	m := &Model{
		grammars: structure.New(),
		version:  fmt.Sprintf("sentiment-%d-%x", fileFormat, sha256.Sum256(data))[:24],
		tables:   make(map[string]*index, len(tables)),
		gates:    make(map[string]reviewGate),
	}
	m.pool.New = func() any { return new(scratch) }
	for _, t := range tables {
		m.tables[t.Language] = newIndex(t)
	}
	for name, table := range m.tables {
		if language, ok := strings.CutSuffix(name, ReviewDetector); ok {
			reviews := m.tables[language+Reviews]
			if reviews == nil {
				return nil, social.Errorf(social.CodeInvalid, "sentiment: model file: %s without %s", name, language+Reviews)
			}
			m.gates[language] = reviewGate{table, reviews}
		}
	}
	return m, nil
}

// Version names the model by the format and the content of its file.
func (m *Model) Version() string { return m.version }

// Languages returns the codes of the languages with a table of their own, sorted.
func (m *Model) Languages() []string {
	var out []string
	for language := range m.tables {
		if language != Multilingual && !strings.Contains(language, "/") {
			out = append(out, language)
		}
	}
	slices.Sort(out)
	return out
}

// Classify classifies text as language, an ISO 639-1 code; any other value selects
// the multilingual table. A text without a letter or symbol is Unknown; one without
// a known feature is neutral with probability 0.4. It gives no reasons and makes no
// allocation; see Explain. names are the places of brands' words in text.
func (m *Model) Classify(text, language string, names []social.TextSpan) social.Sentiment {
	return m.classify(text, language, names, false)
}

// Explain classifies as Classify does and gives reasons.
func (m *Model) Explain(text, language string, names []social.TextSpan) social.Sentiment {
	return m.classify(text, language, names, true)
}

func (m *Model) classify(text, language string, names []social.TextSpan, why bool) social.Sentiment {
	r := m.pool.Get().(*scratch)
	defer m.pool.Put(r)
	s, known := m.learned(r, text, language, names, why)
	if s.Label == social.Unknown {
		return s
	}
	from := s.SureFrom
	reading, ok := r.structure.Read(m.grammars, text, lexiconLanguage(language), r.withNamed(names))
	if !ok || !known && reading.Opinions == 0 {
		return sure(s, from)
	}
	reasons := s.Why
	s, share := composed(s, reading, relianceOf(lexiconLanguage(language)))
	if s.Why = reasons; why && reading.Structured() {
		s.Why = r.composedReasons(text, reasons, share)
	}
	s = sure(s, from)
	s.Sure = s.Sure && !reading.Doubt && !asksOnly(s, reading)
	return s
}

// asksOnly says that a text asks something and that nothing known to praise or blame is
// said: its words may have stood in praise or complaints, and nobody can be sure of those.
func asksOnly(s social.Sentiment, d structure.Reading) bool {
	return d.Asks && d.Opinions == 0 && s.Label != social.Neutral
}

// learned is the sentiment of a text as the tables have learned it; known is false where
// they have none of its features.
func (m *Model) learned(r *scratch, text, language string, names []social.TextSpan, why bool) (s social.Sentiment, known bool) {
	x := &r.features
	x.Extract(text, lexiconLanguage(language), names, why)
	if len(x.Words) == 0 && len(x.Grams) == 0 && !x.Silent {
		return social.Sentiment{}, false
	}
	table, other, otherShare := m.choose(r, language)
	var second social.Sentiment
	if other != nil {
		negative, positive, _ := r.score(other, false)
		second = softmax(negative, positive)
	}
	negative, positive, features := r.score(table, why)
	if features == 0 {
		return social.Sentiment{Label: social.Neutral, Negative: priorPolar, Neutral: 1 - 2*priorPolar, Positive: priorPolar, SureFrom: table.threshold()}, false
	}
	s, from := softmax(negative, positive), table.threshold()
	if other != nil {
		s = mixture(s, second, otherShare)
		from += otherShare * (other.threshold() - from)
	}
	if s.SureFrom = from; why {
		s.Why = r.reasons(text, table)
	}
	return s, true
}

// withNamed returns names and the words that were read as names, in order.
func (r *scratch) withNamed(names []social.TextSpan) []social.TextSpan {
	if len(r.features.Named) == 0 {
		return names
	}
	r.named = append(append(r.named[:0], names...), r.features.Named...)
	slices.SortFunc(r.named, func(a, b social.TextSpan) int { return a.Start - b.Start })
	return r.named
}

// scratch holds the buffers of one classification, reused from text to text.
type scratch struct {
	features  feature.Extractor
	structure structure.Reader
	found     []match
	hits      []match // those with reasons
	words     int     // of hits, how many are words and not n-grams
	gradient  [maxDim]float32
	parts     []structure.Part
	named     []social.TextSpan // brands' names and words read as names
	explainBuffers
}

// score returns the scores of negative and positive relative to neutral, and the
// number of features that the table has. With why it records these features.
func (r *scratch) score(table *index, why bool) (negative, positive float32, known int) {
	x := &r.features
	wordShare, gramShare := feature.LengthNorm(len(x.Words)), feature.LengthNorm(len(x.Grams))
	r.hits = r.hits[:0]
	words := r.weigh(table, x.Words, why)
	r.words = len(r.hits)
	grams := r.weigh(table, x.Grams, why)
	word, gram := words.numbers(), grams.numbers()
	negative = table.bias[0] + table.scale*(wordShare*float32(word[0])+gramShare*float32(gram[0]))
	positive = table.bias[1] + table.scale*(wordShare*float32(word[1])+gramShare*float32(gram[1]))
	if net := &table.net; net.Dim > 0 {
		var sum [maxDim]float32
		for k := range net.Dim {
			sum[k] = net.Scale * (wordShare*float32(word[2+k]) + gramShare*float32(gram[2+k]))
		}
		gradient := &r.gradient
		if !why {
			gradient = nil
		}
		n, p := net.scores(&sum, gradient)
		negative, positive = negative+n, positive+p
	}
	return negative, positive, words.known + grams.known
}

// weigh looks up the features in the table and adds up their rows.
func (r *scratch) weigh(table *index, keys []uint32, why bool) (s rowSums) {
	found, missing := table.find(keys, r.found)
	r.found = found
	s.addAll(table, found)
	s.known = len(found) - missing
	if why {
		last := table.lastRow()
		for _, f := range found {
			if f.row != last && len(r.hits) < maxContributions {
				r.hits = append(r.hits, f)
			}
		}
	}
	return s
}

// priorPolar is the probability of negative and of positive for a text without a
// known feature.
const priorPolar = 0.3

func (m *Model) table(language string) *index {
	if t, ok := m.tables[language]; ok {
		return t
	}
	if t, ok := m.tables[relatives[language]]; ok {
		return t
	}
	return m.tables[Multilingual]
}

// lexiconLanguage is the language whose polarity lexicon is used for a text.
func lexiconLanguage(language string) string {
	if relative, ok := relatives[language]; ok {
		return relative
	}
	if language == "" {
		return Multilingual
	}
	return language
}

// relatives maps a language to the language whose table was trained on texts of
// both.
var relatives = map[string]string{"ms": "id"}

// maxScore bounds a score, so that no probability becomes exactly 0 or 1.
const maxScore = 12

// softmax returns the probabilities for the scores of negative and positive; the
// score of neutral is 0.
func softmax(negative, positive float32) social.Sentiment {
	n := math.Exp(float64(min(max(negative, -maxScore), maxScore)))
	p := math.Exp(float64(min(max(positive, -maxScore), maxScore)))
	sum := n + p + 1
	return withLabel(social.Sentiment{Negative: float32(n / sum), Neutral: float32(1 / sum), Positive: float32(p / sum)})
}

// mixture is the weighted mean of two predictions; share is the weight of second.
func mixture(first, second social.Sentiment, share float32) social.Sentiment {
	mean := func(a, b float32) float32 { return (1-share)*a + share*b }
	return withLabel(social.Sentiment{
		Negative: mean(first.Negative, second.Negative),
		Neutral:  mean(first.Neutral, second.Neutral),
		Positive: mean(first.Positive, second.Positive),
	})
}

// withLabel sets the label to the likeliest class; of equally likely ones neutral is it.
func withLabel(s social.Sentiment) social.Sentiment {
	s.Label = social.Neutral
	s.Label = s.Likeliest()
	return s
}
