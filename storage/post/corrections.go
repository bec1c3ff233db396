package post

import (
	"maps"
	"slices"

	"earshot/internal/social"
)

// Corrections are the labels that people gave a post: each for the mention of one
// brand, that of the empty brand for the post and all mentions without one.
type Corrections map[string]social.Label

// Brands are the brands whose mentions have a label of their own, in order.
func (c Corrections) Brands() []string {
	var brands []string
	for _, brand := range slices.Sorted(maps.Keys(c)) {
		if brand != "" {
			brands = append(brands, brand)
		}
	}
	return brands
}

// Standing is the analysis that stands: the model's, with a second opinion beside its
// judgement of the whole, and the labels that people gave instead. A label given to the
// post stands for the brands of which the text says something of their own, too, unless
// it is the model's own: who calls the whole right says nothing else of any brand.
func Standing(a social.Analysis, o social.Opinion, given Corrections) social.Analysis {
	if o.Model != "" {
		a.Sentiment = a.Sentiment.Beside(o)
	}
	if len(given) == 0 {
		return a
	}
	model, all := a, given[""]
	a.Sentiment, a.Toward = correctedTo(model.Sentiment, all), nil
	for _, brand := range a.Brands {
		own := slices.IndexFunc(model.Toward, func(t social.TowardBrand) bool { return t.Brand == brand })
		switch label := given[brand]; {
		case label != social.Unknown:
			s := correctedTo(model.SentimentToward(brand), label)
			a.Toward = append(a.Toward, social.TowardBrand{Brand: brand, Sentiment: s})
		case (all == social.Unknown || a.Sentiment.Confirmed) && own >= 0:
			a.Toward = append(a.Toward, model.Toward[own])
		}
	}
	return a
}

// correctedTo is s with the label a person gave; s itself where nobody did.
func correctedTo(s social.Sentiment, label social.Label) social.Sentiment {
	if label == social.Unknown {
		return s
	}
	out := social.Sentiment{Label: label, Sure: true, Corrected: true, Confirmed: label == s.Label, Opinion: s.Opinion, Why: s.Why}
	switch label {
	case social.Negative:
		out.Negative = 1
	case social.Neutral:
		out.Neutral = 1
	case social.Positive:
		out.Positive = 1
	}
	return out
}
