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
	"earshot/internal/social"
)

//go:embed model/sentiment.bin
var shipped embed.FS

// Model judges texts. It is safe for concurrent use.
type Model struct {
	version string
	tables  map[string]*index
	kinds   map[string]kind
	pool    sync.Pool // of *reading
}

// Load returns the model that is part of the program.
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
		version: fmt.Sprintf("sentiment-%d-%x", fileFormat, sha256.Sum256(data))[:24],
		tables:  make(map[string]*index, len(tables)),
		kinds:   make(map[string]kind),
	}
	m.pool.New = func() any { return new(reading) }
	for _, t := range tables {
		m.tables[t.Language] = newIndex(t)
	}
	for name, table := range m.tables {
		if language, ok := strings.CutSuffix(name, Kind); ok {
			reviews := m.tables[language+Reviews]
			if reviews == nil {
				return nil, social.Errorf(social.CodeInvalid, "sentiment: model file: %s without %s", name, language+Reviews)
			}
			m.kinds[language] = kind{table, reviews}
		}
	}
	return m, nil
}

// Version names the model by the format and the content of its file.
func (m *Model) Version() string { return m.version }

// Languages are the codes of the languages with a table of their own, sorted.
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

// Judge reads text as language, an ISO 639-1 code; any other value means the
// multilingual table. A text without a letter or sign is Unknown; one without
// a known feature is neutral, with the low certainty of the table's prior.
// Reasons are left out, which takes no allocation; see Explain.
func (m *Model) Judge(text, language string) social.Sentiment { return m.judge(text, language, false) }

// Explain judges as Judge does and says why.
func (m *Model) Explain(text, language string) social.Sentiment { return m.judge(text, language, true) }

func (m *Model) judge(text, language string, why bool) social.Sentiment {
	r := m.pool.Get().(*reading)
	defer m.pool.Put(r)
	x := &r.features
	x.Extract(text, readAs(language), why)
	if len(x.Words) == 0 && len(x.Grams) == 0 {
		return social.Sentiment{}
	}
	table, other, share := m.choose(r, language)
	var second social.Sentiment
	if other != nil {
		negative, positive, _ := r.score(other, false)
		second = softmax(negative, positive)
	}
	negative, positive, known := r.score(table, why)
	if known == 0 {
		return social.Sentiment{Label: social.Neutral, Negative: noEvidence, Neutral: 1 - 2*noEvidence, Positive: noEvidence}
	}
	s := softmax(negative, positive)
	if other != nil {
		s = mixed(s, second, share)
	}
	if why {
		s.Why = r.reasons(text, table)
	}
	return s
}

// kind is how the reviews of a language are told and judged.
type kind struct{ table, reviews *index }

// doubt is the least probability of the other kind at which its table is asked
// as well.
const doubt = 0.1

// choose returns the table that judges the text in r. Where it is in doubt
// whether that is a review, it also returns the other table that it could be
// judged by, and that one's share, at most a half. Reasons are those of the
// first alone.
func (m *Model) choose(r *reading, language string) (table, other *index, share float32) {
	table = m.table(language)
	kind := m.kinds[language]
	if kind.table == nil {
		return table, nil, 0
	}
	negative, positive, known := r.score(kind.table, false)
	if known == 0 {
		return table, nil, 0
	}
	other, share = kind.reviews, float32(1/(1+math.Exp(float64(negative-positive))))
	if share > 0.5 {
		table, other, share = other, table, 1-share
	}
	if share < doubt {
		return table, nil, 0
	}
	return table, other, share
}

// reading is what one judgement works with, reused from text to text.
type reading struct {
	features feature.Extractor
	found    []found
	hits     []hit
	words    int // of hits, how many are words and not n-grams
	slope    [maxDim]float32
	explaining
}

// score returns the scores of negative and positive over neutral, and of how
// many features they are made. With why it notes the features found.
func (r *reading) score(table *index, why bool) (negative, positive float32, known int) {
	x := &r.features
	wordShare, gramShare := feature.Share(len(x.Words)), feature.Share(len(x.Grams))
	r.hits = r.hits[:0]
	words := r.weigh(table, x.Words, x.WordSpans, why)
	r.words = len(r.hits)
	grams := r.weigh(table, x.Grams, x.GramSpans, why)
	word, gram := words.numbers(), grams.numbers()
	negative = table.bias[0] + table.scale*(wordShare*float32(word[0])+gramShare*float32(gram[0]))
	positive = table.bias[1] + table.scale*(wordShare*float32(word[1])+gramShare*float32(gram[1]))
	if net := &table.net; net.Dim > 0 {
		var sum [maxDim]float32
		for k := range net.Dim {
			sum[k] = net.Scale * (wordShare*float32(word[2+k]) + gramShare*float32(gram[2+k]))
		}
		slope := &r.slope
		if !why {
			slope = nil
		}
		n, p := net.scores(&sum, slope)
		negative, positive = negative+n, positive+p
	}
	return negative, positive, words.known + grams.known
}

// weigh looks the features up and adds up their rows.
func (r *reading) weigh(table *index, keys []uint32, spans []feature.Span, why bool) (s sums) {
	r.found = table.find(keys, r.found)
	for _, f := range r.found {
		s.add(table.rows[f.row:][:table.width])
	}
	if why {
		for _, f := range r.found[:min(len(r.found), maxPieces-len(r.hits))] {
			r.hits = append(r.hits, hit{spans[f.place], f.row})
		}
	}
	s.carry()
	return s
}

// hit is a feature that was found: where it stands in the text and its row.
type hit struct {
	span feature.Span
	row  int32
}

// noEvidence is the probability of negative and of positive for a text of
// which nothing is known.
const noEvidence = 0.3

func (m *Model) table(language string) *index {
	if t, ok := m.tables[language]; ok {
		return t
	}
	if t, ok := m.tables[relatives[language]]; ok {
		return t
	}
	return m.tables[Multilingual]
}

// readAs is the language whose listed words count in a text.
func readAs(language string) string {
	if relative, ok := relatives[language]; ok {
		return relative
	}
	if language == "" {
		return Multilingual
	}
	return language
}

// relatives are languages that the table of another reads well: training data
// of both went into it.
var relatives = map[string]string{"ms": "id"}

// maxScore bounds a score, so that no probability becomes exactly 0 or 1.
const maxScore = 12

// softmax turns the scores of negative and positive into probabilities;
// neutral's score is 0.
func softmax(negative, positive float32) social.Sentiment {
	n := math.Exp(float64(min(max(negative, -maxScore), maxScore)))
	p := math.Exp(float64(min(max(positive, -maxScore), maxScore)))
	sum := n + p + 1
	return labelled(social.Sentiment{Negative: float32(n / sum), Neutral: float32(1 / sum), Positive: float32(p / sum)})
}

// mixed is the mean of two judgements, second counting by its share.
func mixed(first, second social.Sentiment, share float32) social.Sentiment {
	mean := func(a, b float32) float32 { return (1-share)*a + share*b }
	return labelled(social.Sentiment{
		Negative: mean(first.Negative, second.Negative),
		Neutral:  mean(first.Neutral, second.Neutral),
		Positive: mean(first.Positive, second.Positive),
	})
}

// labelled sets the label to the likeliest.
func labelled(s social.Sentiment) social.Sentiment {
	switch {
	case s.Neutral >= s.Negative && s.Neutral >= s.Positive:
		s.Label = social.Neutral
	case s.Positive > s.Negative:
		s.Label = social.Positive
	default:
		s.Label = social.Negative
	}
	return s
}
