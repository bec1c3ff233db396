// Package emotion says which of the six basic emotions (Ekman, "An argument
// for basic emotions", 1992) a text shows, by words and signs of small tables.
// It stays silent where none stands out; what it was measured at is in the
// sentiment model's card.
package emotion

import (
	_ "embed"
	"fmt"

	"earshot/analyzer/phrase"
	"earshot/internal/social"
)

//go:embed cues.txt
var cues string

const (
	// enough is the weight of a phrase that is believed alone, hint that of one
	// that is believed when the sentiment says the same.
	enough = 3
	hint   = 2
	// ahead is how much of all weight found must be its own.
	ahead = 0.55
	// doubt is weight that no emotion has: with little evidence the certainty
	// is low even when it all agrees.
	doubt = 1
	// rightSide is how many in a hundred of the English posts that others labelled,
	// and in which an emotion is named, were measured to be on its side.
	rightSide = 93
)

// Reader tells emotions. It is immutable and safe for concurrent use.
type Classifier struct{ table *phrase.Table }

// New reads the tables.
func New() (*Classifier, error) {
	table, err := phrase.Parse(cues)
	if err != nil {
		return nil, fmt.Errorf("emotion: %w", err)
	}
	return &Classifier{table}, nil
}

// Emotion is that of a text and its probability; EmotionNone and 0 where none
// stands out. The sentiment the text was judged to have must not say the opposite.
func (r *Classifier) Classify(text phrase.Text, s social.Sentiment) (social.Emotion, float32) {
	weight, strongest := map[social.Emotion]int{}, map[social.Emotion]int{}
	total := 0
	r.table.EachMatch(text, func(h phrase.Match) {
		if h.Negated {
			return
		}
		weight[social.Emotion(h.Class)] += h.Weight
		strongest[social.Emotion(h.Class)] = max(strongest[social.Emotion(h.Class)], h.Weight)
		total += h.Weight
	})
	best := social.EmotionNone
	for _, e := range social.Emotions() {
		if weight[e] > weight[best] {
			best = e
		}
	}
	told := strongest[best] >= enough || strongest[best] >= hint && bears(best, s)
	if !told || float64(weight[best]) < ahead*float64(total) || against(best, s) {
		return social.EmotionNone, 0
	}
	return best, float32(weight[best]) / float32(total+doubt)
}

// sure is the certainty from which a sentiment overrules the tables.
const sure = 0.6

// bears tells whether the sentiment bears an emotion out; surprise is of neither.
func bears(e social.Emotion, s social.Sentiment) bool {
	switch e {
	case social.Joy:
		return s.Positive > sure
	case social.Surprise:
		return false
	default:
		return s.Negative > sure
	}
}

// against tells whether the sentiment speaks against an emotion.
func against(e social.Emotion, s social.Sentiment) bool {
	switch e {
	case social.Joy:
		return s.Negative > sure
	case social.Surprise:
		return false
	default:
		return s.Positive > sure
	}
}

// Measured says how good the readings of a language, an ISO 639-1 code, were
// found to be in posts that others wrote and labelled; empty where they were not
// measured. The figure is of the held-out part of TweetEval's emotions (Mohammad
// et al., SemEval-2018 task 1), joy and optimism against anger and sadness.
func MeasuredAccuracy(language string) string {
	if language != "en" {
		return ""
	}
	return fmt.Sprintf("on the right side in %d %% of posts that others labelled", rightSide)
}
