// Package tune fits a sentiment model to the labels that people gave, without
// the texts it was first trained on. A tuned model judges as its base does and
// then moves the scores by the weights of the text's features: a linear model
// with the base's scores as its offset, as in a step of boosting (Friedman,
// "Greedy function approximation", 2001). The weights are drawn towards 0, so a
// text unlike any that was labelled is judged as before.
package tune

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// Judge is a model that can be tuned.
type Judge interface {
	Judge(text, language string) social.Sentiment
	// Explain judges as Judge does and says why.
	Explain(text, language string) social.Sentiment
	Version() string
}

// Text is a text with the label it is to get.
type Text struct {
	Text string
	// Language is an ISO 639-1 code or "und".
	Language string
	Label    social.Label
	// Weight is how much it counts beside others; 0 means 1.
	Weight float32
}

// move is how far a feature moves the scores of negative and positive, that of
// neutral being 0.
type move [2]float32

// Model is a base with what was learned on top of it. It is safe for concurrent use.
type Model struct {
	base    Judge
	version string
	seen    map[uint64]bool
	moves   map[uint32]move
	pool    sync.Pool // of *feature.Extractor
}

func newModel(base Judge, moves map[uint32]move, seen map[uint64]bool) *Model {
	m := &Model{base: base, moves: moves, seen: seen}
	m.pool.New = func() any { return new(feature.Extractor) }
	return m
}

// Version names the base and the labels that tuned it.
func (m *Model) Version() string { return m.version }

// Texts is how many labelled texts the model was tuned with.
func (m *Model) Texts() int { return len(m.seen) }

// Seen tells whether the model was tuned with this text under this label.
func (m *Model) Seen(t Text) bool { return m.seen[fingerprint(t)] }

// Judge judges text; see the base. A text that it calls Unknown stays so.
func (m *Model) Judge(text, language string) social.Sentiment {
	return m.judge(text, m.base.Judge(text, language), false)
}

// Explain judges as Judge does and says why.
func (m *Model) Explain(text, language string) social.Sentiment {
	return m.judge(text, m.base.Explain(text, language), true)
}

// judge moves the base's judgement s of text.
func (m *Model) judge(text string, s social.Sentiment, why bool) social.Sentiment {
	if s.Label == social.Unknown {
		return s
	}
	x := m.pool.Get().(*feature.Extractor)
	defer m.pool.Put(x)
	x.Extract(text, "", why)
	by, known := m.sum(x)
	if !known {
		return s
	}
	moved := probabilities(scores(s), by)
	if why {
		moved.Why = m.reasons(text, s.Why, x)
	}
	return moved
}

// sum adds up the moves of the features of x; it is false when none is known.
func (m *Model) sum(x *feature.Extractor) (by move, known bool) {
	for _, part := range [][]uint32{x.Words, x.Grams} {
		share := feature.Share(len(part))
		for _, key := range part {
			if w, ok := m.moves[key]; ok {
				by[0] += share * w[0]
				by[1] += share * w[1]
				known = true
			}
		}
	}
	return by, known
}

// maxScore bounds a score, so that no probability becomes exactly 0 or 1.
const maxScore = 12

// scores are the logarithms of the probabilities over that of neutral.
func scores(s social.Sentiment) move {
	score := func(p float32) float32 {
		v := math.Log(max(float64(p), 1e-6) / max(float64(s.Neutral), 1e-6))
		return float32(min(max(v, -maxScore), maxScore))
	}
	return move{score(s.Negative), score(s.Positive)}
}

// probabilities is the judgement of scores moved by by.
func probabilities(of, by move) social.Sentiment {
	n := math.Exp(float64(min(max(of[0]+by[0], -maxScore), maxScore)))
	p := math.Exp(float64(min(max(of[1]+by[1], -maxScore), maxScore)))
	sum := n + p + 1
	s := social.Sentiment{Label: social.Neutral, Negative: float32(n / sum), Neutral: float32(1 / sum), Positive: float32(p / sum)}
	switch {
	case s.Positive > s.Neutral && s.Positive > s.Negative:
		s.Label = social.Positive
	case s.Negative > s.Neutral:
		s.Label = social.Negative
	}
	return s
}

const (
	// maxReasons is how many pieces of a text are named.
	maxReasons = 5
	// minReason is the least move worth naming.
	minReason = 0.1
)

// reasons joins what moved the base with the words that moved it further.
func (m *Model) reasons(text string, base []social.Reason, x *feature.Extractor) []social.Reason {
	all := slices.Clone(base)
	share := feature.Share(len(x.Words))
	for i, key := range x.Words {
		w, ok := m.moves[key]
		weight := share * (w[1] - w[0])
		if !ok || abs(weight) < minReason || i >= len(x.WordSpans) {
			continue
		}
		piece := text[x.WordSpans[i].Start:x.WordSpans[i].End]
		if at := slices.IndexFunc(all, func(r social.Reason) bool { return r.Text == piece }); at >= 0 {
			all[at].Weight += weight
			continue
		}
		all = append(all, social.Reason{Text: piece, Weight: weight})
	}
	slices.SortStableFunc(all, func(a, b social.Reason) int { return cmp.Compare(abs(b.Weight), abs(a.Weight)) })
	return all[:min(len(all), maxReasons)]
}

func abs(f float32) float32 { return float32(math.Abs(float64(f))) }
