// Package emotion classifies which of the six basic emotions (Ekman, "An
// argument for basic emotions", 1992) a text shows, by a table of phrases and
// emoji. It gives none where no emotion stands out; the sentiment model's card
// has its measured quality.
package emotion

import (
	_ "embed"
	"fmt"

	"earshot/analyzer/phrase"
	"earshot/internal/social"
)

//go:embed phrases.txt
var phraseTable string

const (
	// decisive is the weight from which a phrase shows an emotion by itself.
	decisive = 3
	// supporting is the weight from which a phrase shows an emotion when the
	// sentiment agrees.
	supporting = 2
	// minShare is the least share of the weight of all phrases found that the
	// emotion's own phrases must have.
	minShare = 0.55
	// smoothing is added to the weight of all phrases found (additive
	// smoothing), so that the certainty is low where evidence is little.
	smoothing = 1
	// measuredAgreement is the percentage of English posts, labelled by others,
	// on whose side (positive or negative) the emotion found is.
	measuredAgreement = 93
)

// Classifier classifies emotions. It is immutable and safe for concurrent use.
type Classifier struct{ table *phrase.Table }

// New parses the phrase table.
func New() (*Classifier, error) {
	table, err := phrase.Parse(phraseTable)
	if err != nil {
		return nil, fmt.Errorf("emotion: %w", err)
	}
	return &Classifier{table}, nil
}

// Classify returns the emotion of a text with sentiment s, and its probability;
// EmotionNone and 0 where none stands out or the sentiment contradicts it.
func (r *Classifier) Classify(text phrase.Text, s social.Sentiment) (social.Emotion, float32) {
	weight, strongest := map[social.Emotion]int{}, map[social.Emotion]int{}
	total := 0
	r.table.EachMatch(text, func(m phrase.Match) {
		if m.Negated {
			return
		}
		weight[social.Emotion(m.Class)] += m.Weight
		strongest[social.Emotion(m.Class)] = max(strongest[social.Emotion(m.Class)], m.Weight)
		total += m.Weight
	})
	best := social.EmotionNone
	for _, e := range social.Emotions() {
		if weight[e] > weight[best] {
			best = e
		}
	}
	evident := strongest[best] >= decisive || strongest[best] >= supporting && supports(best, s)
	if !evident || float64(weight[best]) < minShare*float64(total) || contradicts(best, s) {
		return social.EmotionNone, 0
	}
	return best, float32(weight[best]) / float32(total+smoothing)
}

// threshold is the probability from which a sentiment supports or contradicts an
// emotion.
const threshold = 0.6

// supports reports whether the sentiment agrees with an emotion; surprise has no
// sentiment.
func supports(e social.Emotion, s social.Sentiment) bool {
	switch e {
	case social.Joy:
		return s.Positive > threshold
	case social.Surprise:
		return false
	default:
		return s.Negative > threshold
	}
}

// contradicts reports whether the sentiment is the opposite of an emotion's.
func contradicts(e social.Emotion, s social.Sentiment) bool {
	switch e {
	case social.Joy:
		return s.Negative > threshold
	case social.Surprise:
		return false
	default:
		return s.Positive > threshold
	}
}

// MeasuredAccuracy describes the measured accuracy for a language, an ISO 639-1
// code; empty where it was not measured. The figure is from the test part of
// TweetEval's emotions (Mohammad et al., SemEval-2018 task 1): joy and optimism
// against anger and sadness.
func MeasuredAccuracy(language string) string {
	if language != "en" {
		return ""
	}
	return fmt.Sprintf("on the right side in %d%% of posts that others labelled", measuredAgreement)
}
