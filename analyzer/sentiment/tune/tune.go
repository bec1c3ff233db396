// Package tune fine-tunes a sentiment model on the labels that people gave,
// without the texts it was first trained on. A tuned model classifies as its base
// does and then adds the weights of the text's features to the scores: a linear model
// with the base's scores as its offset, as in a step of boosting (Friedman,
// "Greedy function approximation", 2001). L2 regularisation draws the weights
// towards 0, so a text unlike any labelled one is classified as before.
package tune

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// Classifier is a model that can be tuned.
type Classifier interface {
	Classify(text, language string, names []social.TextSpan) social.Sentiment
	// Explain classifies as Classify does and gives reasons.
	Explain(text, language string, names []social.TextSpan) social.Sentiment
	// Toward is the sentiment toward the thing named at own; see analyzer.Sentiment.
	Toward(text, language string, names, own []social.TextSpan, whole social.Sentiment) (social.Sentiment, bool)
	// Threshold is the least certainty of a label in a language that is sure.
	Threshold(language string) float32
	Version() string
}

// Example is a labelled text.
type Example struct {
	Text string
	// Language is an ISO 639-1 code or "und".
	Language string
	Label    social.Label
	// Names are the places of brands' words in Text, from which nothing is learned.
	Names []social.TextSpan
	// Confirmed says that a person was shown Label and called it right.
	Confirmed bool
	// Weight is the example's weight in the loss; 0 means 1.
	Weight float32
}

// delta is added to the scores of negative and positive; the score of neutral is 0.
type delta [2]float32

// Model is a base model with the weights learned on top of it. It is safe for
// concurrent use.
type Model struct {
	base    Classifier
	version string
	seen    map[uint64]bool
	weights map[uint32]delta
	pool    sync.Pool // of *feature.Extractor
}

func newModel(base Classifier, weights map[uint32]delta, seen map[uint64]bool) *Model {
	m := &Model{base: base, weights: weights, seen: seen}
	m.pool.New = func() any { return new(feature.Extractor) }
	return m
}

// Version names the base model and the labels it was tuned with.
func (m *Model) Version() string { return m.version }

// Texts is how many labelled texts the model was tuned with.
func (m *Model) Texts() int { return len(m.seen) }

// TrainedOn reports whether the model was tuned with this text under this label.
func (m *Model) TrainedOn(t Example) bool { return m.seen[fingerprint(t)] }

// Classify classifies text as the base does and adds the learned weights. A text
// that the base calls Unknown stays Unknown.
func (m *Model) Classify(text, language string, names []social.TextSpan) social.Sentiment {
	return m.classify(text, language, m.base.Classify(text, language, names), false)
}

// Explain classifies as Classify does and gives reasons.
func (m *Model) Explain(text, language string, names []social.TextSpan) social.Sentiment {
	return m.classify(text, language, m.base.Explain(text, language, names), true)
}

// Toward is what the base says of the thing named at own.
func (m *Model) Toward(text, language string, names, own []social.TextSpan, whole social.Sentiment) (social.Sentiment, bool) {
	return m.base.Toward(text, language, names, own, whole)
}

// Threshold is that of the base.
func (m *Model) Threshold(language string) float32 { return m.base.Threshold(language) }

// classify adds the learned weights to the base's sentiment s of text.
func (m *Model) classify(text, language string, s social.Sentiment, why bool) social.Sentiment {
	if s.Label == social.Unknown {
		return s
	}
	x := m.pool.Get().(*feature.Extractor)
	defer m.pool.Put(x)
	x.Extract(text, "", nil, why)
	by, known := m.sum(x)
	if !known {
		return s
	}
	moved := probabilities(scores(s), by)
	moved.SureFrom = m.Threshold(language)
	// What the base doubts in spite of its certainty, such as irony, stays in doubt.
	doubted := !s.Sure && s.Certainty() >= s.SureFrom
	moved.Sure = !doubted && moved.Certainty() >= moved.SureFrom
	if why {
		moved.Why = m.reasons(text, s.Why, x)
	}
	return moved
}

// sum adds up the weights of the features of x; known is false when none has one.
func (m *Model) sum(x *feature.Extractor) (by delta, known bool) {
	for i, part := range [][]uint32{x.Words, x.Grams} {
		share := feature.LengthNorm(len(part))
		if i == 1 {
			share *= gramShare
		}
		for _, key := range part {
			if w, ok := m.weights[key]; ok {
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

// scores returns the log-odds of negative and of positive against neutral.
func scores(s social.Sentiment) delta {
	score := func(p float32) float32 {
		v := math.Log(max(float64(p), 1e-6) / max(float64(s.Neutral), 1e-6))
		return float32(min(max(v, -maxScore), maxScore))
	}
	return delta{score(s.Negative), score(s.Positive)}
}

// probabilities returns the sentiment for the scores of plus by.
func probabilities(of, by delta) social.Sentiment {
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
	// maxReasons is the most reasons given for a text.
	maxReasons = 5
	// minReason is the least change of the score worth naming.
	minReason = 0.1
)

// reasons merges the base's reasons with the words whose weights changed its scores.
func (m *Model) reasons(text string, base []social.Reason, x *feature.Extractor) []social.Reason {
	all := slices.Clone(base)
	share := feature.LengthNorm(len(x.Words))
	for i, key := range x.Words {
		w, ok := m.weights[key]
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
