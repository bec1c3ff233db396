package post_test

import (
	"testing"

	"earshot/internal/social"
	"earshot/storage/post"
)

// TestWhatStandsTowardBrands: a label given to the whole post stands for all brands, but
// to call the model's right changes nothing that it says of single ones.
func TestWhatStandsTowardBrands(t *testing.T) {
	praise := social.Sentiment{Label: social.Positive, Positive: 0.8, Sure: true}
	blame := social.Sentiment{Label: social.Negative, Negative: 0.6}
	model := social.Analysis{
		Brands: []string{"Contoso", "Northwind"}, Sentiment: praise,
		Toward: []social.TowardBrand{{Brand: "Northwind", Sentiment: blame}},
	}
	for name, c := range map[string]struct {
		given              post.Corrections
		contoso, northwind social.Label
	}{
		"nothing":              {nil, social.Positive, social.Unsure},
		"another label":        {post.Corrections{"": social.Neutral}, social.Neutral, social.Neutral},
		"the model's":          {post.Corrections{"": social.Positive}, social.Positive, social.Unsure},
		"of one brand":         {post.Corrections{"Contoso": social.Negative}, social.Negative, social.Unsure},
		"of one and the whole": {post.Corrections{"": social.Positive, "Northwind": social.Negative}, social.Positive, social.Negative},
	} {
		a := post.Standing(model, social.Opinion{}, c.given)
		if got := a.SentimentToward("Contoso").Class(); got != c.contoso {
			t.Errorf("%s: Contoso %s", name, got)
		}
		if got := a.SentimentToward("Northwind").Class(); got != c.northwind {
			t.Errorf("%s: Northwind %s", name, got)
		}
	}
}
