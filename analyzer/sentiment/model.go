package sentiment

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"sync"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

//go:embed model/sentiment.bin
var shipped embed.FS

// Model judges texts. It is safe for concurrent use.
type Model struct {
	version string
	why     bool
	tables  map[string]*index
	pool    sync.Pool // of *reading
}

// Option changes how a model judges.
type Option func(*Model)

// WithoutWhy leaves the reasons out of every judgement: several times as fast,
// and without an allocation.
func WithoutWhy() Option { return func(m *Model) { m.why = false } }

// Load returns the model that is part of the program.
func Load(opts ...Option) (*Model, error) {
	data, err := fs.ReadFile(shipped, "model/sentiment.bin")
	if err != nil {
		return nil, fmt.Errorf("sentiment: read the shipped model: %w", err)
	}
	return Parse(data, opts...)
}

// Parse returns the model of a file that package train made.
func Parse(data []byte, opts ...Option) (*Model, error) {
	tables, err := decode(data)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "sentiment: model file: %w", err)
	}
	m := &Model{
		version: fmt.Sprintf("sentiment-%d-%x", fileFormat, sha256.Sum256(data))[:24],
		why:     true,
		tables:  make(map[string]*index, len(tables)),
	}
	m.pool.New = func() any { return new(reading) }
	for _, t := range tables {
		m.tables[t.Language] = newIndex(t)
	}
	for _, opt := range opts {
		opt(m)
	}
	return m, nil
}

// Version names the model by the format and the content of its file.
func (m *Model) Version() string { return m.version }

// Languages are the codes of the languages with a table of their own, sorted.
func (m *Model) Languages() []string {
	var out []string
	for language := range m.tables {
		if language != Multilingual {
			out = append(out, language)
		}
	}
	slices.Sort(out)
	return out
}

// Judge reads text as language, an ISO 639-1 code; any other value means the
// multilingual table. A text without a letter or sign is Unknown; one without
// a known feature is neutral, with the low certainty of the table's prior.
func (m *Model) Judge(text, language string) social.Sentiment {
	r := m.pool.Get().(*reading)
	defer m.pool.Put(r)
	x := &r.features
	x.Extract(text, m.why)
	if len(x.Words) == 0 && len(x.Grams) == 0 {
		return social.Sentiment{}
	}
	table := m.table(language)
	wordShare, gramShare := feature.Share(len(x.Words)), feature.Share(len(x.Grams))
	r.pieces = r.pieces[:0]
	words := r.weigh(table, x.Words, x.WordSpans, table.scale*wordShare)
	grams := r.weigh(table, x.Grams, x.GramSpans, table.scale*gramShare)
	if words.known+grams.known == 0 {
		return social.Sentiment{Label: social.Neutral, Negative: noEvidence, Neutral: 1 - 2*noEvidence, Positive: noEvidence}
	}
	negative := table.bias[0] + table.scale*(wordShare*float32(words.negative)+gramShare*float32(grams.negative))
	positive := table.bias[1] + table.scale*(wordShare*float32(words.positive)+gramShare*float32(grams.positive))
	s := softmax(negative, positive)
	if m.why {
		s.Why = reasons(text, r.pieces)
	}
	return s
}

// reading is what one judgement works with, reused from text to text.
type reading struct {
	features feature.Extractor
	pieces   []piece
}

// sums are the weights of the features known, added up, and how many these are.
type sums struct{ negative, positive, known int }

// weigh looks the features up and adds up their weights. Where spans tell where
// they stand it notes a piece for each one known, weighed with share.
func (r *reading) weigh(table *index, keys []uint32, spans []feature.Span, share float32) (s sums) {
	for i, k := range keys {
		w, ok := table.find(k)
		if !ok {
			continue
		}
		s.negative += int(w[0])
		s.positive += int(w[1])
		s.known++
		if len(spans) > 0 && len(r.pieces) < maxPieces {
			r.pieces = append(r.pieces, piece{spans[i], share * float32(int(w[1])-int(w[0]))})
		}
	}
	return s
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
	s := social.Sentiment{Negative: float32(n / sum), Neutral: float32(1 / sum), Positive: float32(p / sum)}
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
