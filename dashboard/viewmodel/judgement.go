package viewmodel

import (
	"math"
	"slices"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Sentiment is how a post was judged, with the certainty of the model and its
// reasons.
func Sentiment(s social.Sentiment) component.Sentiment {
	if s.Label == social.Unknown {
		return component.Sentiment{Name: "not judged"}
	}
	out := component.Sentiment{
		Name: string(s.Label), Tone: component.Tone(s.Label), Sure: Percent(float64(s.Certainty())) + " sure", Corrected: s.Corrected,
	}
	if s.Corrected {
		out.Sure = "set by a person"
	} else {
		out.Shares = probabilities(s)
	}
	out.Opinion, out.Why = opinion(s), reasons(s.Why)
	return out
}

// Correctable is s with the form that corrects the judgement of the post.
func Correctable(s component.Sentiment, key social.Key) component.Sentiment {
	s.Correct = PostPath(key) + "/label"
	for _, c := range slices.Backward(labels()) {
		s.Choices = append(s.Choices, component.Option{
			Name: component.Tone(c.label).Shape() + " " + string(c.label), Value: string(c.label), Selected: s.Corrected && s.Name == string(c.label),
		})
	}
	if s.Corrected {
		s.Choices = append(s.Choices, component.Option{Name: "Back to the model’s"})
	}
	return s
}

// probabilities are the probability of each class, most positive first.
func probabilities(s social.Sentiment) []component.Probability {
	var out []component.Probability
	for _, p := range []struct {
		label social.Label
		share float32
	}{{social.Positive, s.Positive}, {social.Neutral, s.Neutral}, {social.Negative, s.Negative}} {
		out = append(out, component.Probability{
			Name: string(p.label), Tone: component.Tone(p.label),
			Percent: Percent(float64(p.share)), Width: 100 * float64(p.share),
		})
	}
	return out
}

// reasons are the words that influenced the judgement, with bars in percent of the
// strongest.
func reasons(why []social.Reason) []component.Reason {
	var out []component.Reason
	heaviest := 0.0
	for _, r := range why {
		heaviest = max(heaviest, math.Abs(float64(r.Weight)))
	}
	for _, r := range why {
		w := float64(r.Weight)
		if heaviest == 0 || math.IsNaN(w) {
			continue
		}
		out = append(out, component.Reason{
			Text: r.Text, Weight: Signed(w), Tone: tone(w), Width: 100 * math.Abs(w) / heaviest,
		})
	}
	return out
}
