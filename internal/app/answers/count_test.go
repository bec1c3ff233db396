package answers

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
)

func brandOf(t *testing.T, name, expr string, sites ...string) social.Brand {
	t.Helper()
	q, err := query.Parse(expr)
	if err != nil {
		t.Fatal(err)
	}
	return social.Brand{Name: name, Kind: social.BrandOwn, Query: q, Sites: sites}
}

// TestCount: mention and citation are counted apart, and a prompt that names a brand is
// in no share.
func TestCount(t *testing.T) {
	c := newCounter([]social.Brand{brandOf(t, "Northwind", "northwind", "northwind.example"), brandOf(t, "Southgate", "southgate")})
	for _, a := range []struct {
		model, prompt, text string
		links               []string
	}{
		{"m1", "Which kettle?", "Northwind or Southgate.", []string{"https://www.northwind.example/k1"}},
		{"m1", "Which cup?", "Southgate.", []string{"https://shop.northwind.example./cup"}}, // cited without being named
		{"m2", "Which kettle?", "Any will do.", []string{"https://notnorthwind.example/"}},
		{"m2", "Is Northwind good?", "Northwind is, and Southgate too.", []string{"https://northwind.example/"}},
		{"m2", "Which mug?", "Southgate's, as", []string{"cut"}},
	} {
		var tags []string
		if slices.Equal(a.links, []string{"cut"}) {
			tags = []string{social.AnswerCut}
		}
		c.add(social.StoredPost{Post: social.Post{Platform: social.PlatformAssistant, Title: a.prompt, Text: a.text, Links: a.links, Tags: tags, Author: social.Author{Handle: a.model}}})
	}
	share(&c.report)
	n, half := func(n int64) *int64 { return &n }, func(f float64) *float64 { return &f }
	want := social.AssistantReport{Answers: 3, Named: 1, Cut: 1, Brands: []social.AssistantBrand{
		{
			Brand: "Northwind", Kind: social.BrandOwn, Open: social.AnswerCount{Answers: 3, Mentioned: 1, Cited: n(2)}, Named: social.AnswerCount{Answers: 1, Mentioned: 1, Cited: n(1)}, Share: half(1. / 3),
			Models: map[string]social.AnswerCount{"m1": {Answers: 2, Mentioned: 1, Cited: n(2)}, "m2": {Answers: 1, Cited: n(0)}},
		},
		{
			Brand: "Southgate", Kind: social.BrandOwn, Open: social.AnswerCount{Answers: 3, Mentioned: 2}, Share: half(2. / 3),
			Models: map[string]social.AnswerCount{"m1": {Answers: 2, Mentioned: 2}, "m2": {Answers: 1}},
		},
	}}
	if diff := cmp.Diff(want, c.report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

// TestOnSites: a citation is told by the host and what is below it, however its letters are written.
func TestOnSites(t *testing.T) {
	for address, want := range map[string]bool{
		"https://kröger.example/": true, "https://xn--krger-kua.example/k": true, "https://www.KrÖger.example./k": true,
		"https://kroger.example/": false, "https://notkröger.example/": false, "mailto:a@kröger.example": false,
	} {
		if onSites(address, []string{"Kröger.example"}) != want {
			t.Errorf("%s is on the site: %v", address, !want)
		}
	}
}
