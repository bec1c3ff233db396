package present

import (
	"math"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Sentiment is how a post was judged, with how sure the model is and why.
func Sentiment(s social.Sentiment) component.Sentiment {
	if s.Label == social.Unknown {
		return component.Sentiment{Name: "not judged"}
	}
	out := component.Sentiment{
		Name: string(s.Label), Tone: component.Tone(s.Label), Sure: Percent(float64(s.Certainty())) + " sure",
	}
	for _, p := range []struct {
		label social.Label
		share float32
	}{{social.Positive, s.Positive}, {social.Neutral, s.Neutral}, {social.Negative, s.Negative}} {
		out.Shares = append(out.Shares, component.Probability{
			Name: string(p.label), Tone: component.Tone(p.label),
			Percent: Percent(float64(p.share)), Width: 100 * float64(p.share),
		})
	}
	heaviest := 0.0
	for _, r := range s.Why {
		heaviest = max(heaviest, math.Abs(float64(r.Weight)))
	}
	for _, r := range s.Why {
		w := float64(r.Weight)
		if heaviest == 0 || math.IsNaN(w) {
			continue
		}
		out.Why = append(out.Why, component.Reason{
			Text: r.Text, Weight: Signed(w), Tone: tone(w), Width: 100 * math.Abs(w) / heaviest,
		})
	}
	return out
}
