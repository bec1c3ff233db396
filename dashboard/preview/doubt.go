package preview

import (
	"fmt"

	"earshot/internal/social"
)

// addDoubt makes every seventh post one of which the model is unsure, and every
// thirty-first a comparison, which says something else of each brand.
func addDoubt(posts []social.StoredPost) {
	for i := range posts {
		a := &posts[i].Analysis
		switch {
		case i%31 == 5 && len(a.Brands) == 1 && a.Language == "en" && a.Original == (social.Key{}):
			compare(&posts[i])
		case i%7 == 3:
			a.Sentiment = doubtful(a.Sentiment)
		}
	}
}

// doubtful is s with a certainty under what is sure.
func doubtful(s social.Sentiment) social.Sentiment {
	out := social.Sentiment{Label: s.Label, SureFrom: 0.6, Why: s.Why, Negative: 0.29, Neutral: 0.29, Positive: 0.29}
	switch s.Label {
	case social.Negative:
		out.Negative = 0.42
	case social.Positive:
		out.Positive = 0.42
	default:
		out.Neutral = 0.42
	}
	return out
}

// compare makes a post praise its brand beside another.
func compare(p *social.StoredPost) {
	better, worse := p.Analysis.Brands[0], "Northwind"
	if better == worse {
		worse = "Contoso"
	}
	p.Post.Text = fmt.Sprintf("Tried both this week. %s is so much better than %s, not even close.", better, worse)
	praise := social.Sentiment{
		Label: social.Positive, Positive: 0.81, Neutral: 0.12, Negative: 0.07, Sure: true, SureFrom: 0.6,
		Why: []social.Reason{{Text: "so much better", Weight: 1.6}},
	}
	blame := social.Sentiment{
		Label: social.Negative, Negative: 0.74, Neutral: 0.18, Positive: 0.08, Sure: true, SureFrom: 0.6,
		Why: []social.Reason{{Text: "so much better than " + worse, Weight: -1.4}},
	}
	p.Analysis.Brands = []string{better, worse}
	p.Analysis.Sentiment = praise
	p.Analysis.Toward = []social.TowardBrand{{Brand: better, Sentiment: praise}, {Brand: worse, Sentiment: blame}}
}
