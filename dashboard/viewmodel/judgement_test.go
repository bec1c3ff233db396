package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// TestDoubtAndBrandsAreSaid: a judgement that is not sure says so and what it leans to,
// and a mention of a brand says what the post says as a whole where that differs.
func TestDoubtAndBrandsAreSaid(t *testing.T) {
	praise := social.Sentiment{Label: social.Positive, Positive: 0.8, Neutral: 0.1, Negative: 0.1, Sure: true}
	blame := social.Sentiment{Label: social.Negative, Positive: 0.1, Neutral: 0.2, Negative: 0.7, Sure: true}
	doubt := social.Sentiment{Label: social.Negative, Positive: 0.28, Neutral: 0.28, Negative: 0.44}
	a := social.Analysis{Sentiment: praise, Toward: []social.TowardBrand{
		{Brand: "Northwind", Sentiment: blame}, {Brand: "Contoso", Sentiment: praise}, {Brand: "Fabrikam", Sentiment: doubt},
	}}
	type said struct{ Name, Sure, Toward, Whole string }
	of := func(s component.Sentiment) said { return said{s.Name, s.Sure, s.Toward, s.Whole.Name} }
	for brand, want := range map[string]said{
		"":          {"positive", "80% sure", "", ""},
		"Tailspin":  {"positive", "80% sure", "", ""},
		"Northwind": {"negative", "70% sure", "Northwind", "positive"},
		"Contoso":   {"positive", "80% sure", "Contoso", ""},
		"Fabrikam":  {"unsure", "leans negative, 44%", "Fabrikam", "positive"},
	} {
		if diff := cmp.Diff(want, of(Mentioned(a, brand))); diff != "" {
			t.Errorf("the mention of %q:\n%s", brand, diff)
		}
	}
	a.Brands = []string{"Northwind", "Tailspin"}
	if got := of(Mentioned(a, "Tailspin")); got.Toward != "Tailspin" {
		t.Errorf("beside another brand: %+v", got)
	}
	set := social.Analysis{Brands: a.Brands, Sentiment: social.Sentiment{Label: social.Neutral, Sure: true, Corrected: true}}
	if got := of(Mentioned(set, "Tailspin")); got.Toward != "" {
		t.Errorf("where a person judged the whole: %+v", got)
	}
	var toward []said
	for _, s := range Toward(a) {
		toward = append(toward, of(s))
	}
	if diff := cmp.Diff([]said{{"negative", "70% sure", "Northwind", ""}, {"unsure", "leans negative, 44%", "Fabrikam", ""}}, toward); diff != "" {
		t.Error(diff)
	}
}
