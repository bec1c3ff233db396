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
	class, certainty := s.Class(), Percent(float64(s.Certainty()))
	out := component.Sentiment{Name: string(class), Tone: component.Tone(class), Sure: certainty + " sure", Corrected: s.Corrected}
	if class == social.Unsure {
		out.Sure = "leans " + string(s.Label) + ", " + certainty
	}
	if s.Corrected {
		out.Sure = "set by a person"
		if s.Confirmed {
			out.Sure = "called right by a person"
		}
	} else {
		out.Shares, out.Confirm = probabilities(s), string(s.Label)
	}
	out.Opinion, out.Why = opinion(s), reasons(s.Why)
	return out
}

// Mentioned is the judgement of the mention of a brand. Where the post says something
// of the brand apart and that is of another class than the whole, both are said. Of a
// post that mentions other brands as well it is that brand's alone to judge, unless a
// person has judged the whole, which is then to be taken back first.
func Mentioned(a social.Analysis, brand string) component.Sentiment {
	at := slices.IndexFunc(a.Toward, func(t social.TowardBrand) bool { return t.Brand == brand })
	if at < 0 {
		out := Sentiment(a.Sentiment)
		if len(a.Brands) > 1 && slices.Contains(a.Brands, brand) && !a.Sentiment.Corrected {
			out.Toward = brand
		}
		return out
	}
	out := Sentiment(a.Toward[at].Sentiment)
	out.Toward = brand
	if whole := Sentiment(a.Sentiment); whole.Name != out.Name {
		out.Whole = component.Verdict{Name: whole.Name, Tone: whole.Tone}
	}
	return out
}

// Toward are the judgements toward brands that differ from that of the post as a
// whole, or that a person gave.
func Toward(a social.Analysis) []component.Sentiment {
	var out []component.Sentiment
	for _, t := range a.Toward {
		if t.Class() == a.Sentiment.Class() && !t.Corrected {
			continue
		}
		s := Sentiment(t.Sentiment)
		s.Toward = t.Brand
		out = append(out, s)
	}
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

// WithCopies is s, a person's judgement of a post, with the offer to pass it on to that
// many copies.
func WithCopies(s component.Sentiment, key social.Key, copies int) component.Sentiment {
	if !s.Corrected || copies == 0 {
		return s
	}
	s.Copies = component.Option{Name: "Apply to its " + Plural(int64(copies), "copy", "copies"), Href: CopiesPath(key) + "/label", Value: s.Name}
	return s
}

// PassedOn says to how many copies a judgement was passed on.
func PassedOn(n int) string { return "Applied to " + Plural(int64(n), "copy", "copies") + "." }

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
