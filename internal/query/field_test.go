package query

import "testing"

func TestQueryMatchesProperties(t *testing.T) {
	post := Fields{
		Platform: "mastodon", Source: "Fediverse: Coffee", Text: "Good coffee", Language: "en", Sentiment: "positive",
		URL: "https://www.fosstodon.org/@ana/1", Links: []string{"https://shop.example.com:8443/x?y=1"},
		Handle: "Ana@Fosstodon.org", Name: "Ana María  Ruiz",
		Tags: []string{"Espresso", "#Café", "latte"}, HasImage: true, DateFrom: "seen",
	}
	for query, want := range map[string]bool{
		`lang:en`: true, `lang:EN-gb`: true, `lang:pt`: false, `LANG:en`: true, `lang：en`: true,
		`platform:mastodon`: true, `platform:Mastodon`: true, `platform:feed`: false,
		`author:ana`: true, `author:@ana`: true, `author:ana@fosstodon.org`: true, `author:ana@other.org`: false,
		`author:"Ana Maria Ruiz"`: true, `author:"ana maria"`: false, `author:an*`: true, `author:bo*`: false,
		`site:fosstodon.org`: true, `site:example.com`: true, `site:shop.example.com`: true,
		`site:ample.com`: false, `site:https://www.example.com/`: true, `site:org`: true, `site:example.org`: false,
		`has:image`: true, `has:link`: true, `coffee -has:image`: false,
		`date_from:seen`: true, `date_from:Stated`: false, `coffee -date_from:seen`: false,
		`sentiment:positive`: true, `sentiment:negative`: false, `sentiment:unknown`: false,
		`source:"fediverse: coffee"`: true, `source:fedi*`: true, `source:feeds`: false, `coffee -source:fedi*`: false,
		`#espresso`: true, `#cafe`: true, `#latte`: true, `#coffee`: false, `espresso`: false,
		`coffee lang:en platform:mastodon`: true, `coffee lang:de`: false, `(lang:de OR lang:en) coffee`: true,
		`@ana`: false,
	} {
		q, err := Parse(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		d := NewDocument(post)
		if got := q.Match(&d); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
		if again, err := Parse(q.String()); err != nil || again.String() != q.String() {
			t.Errorf("normal form %q of %q: %q, %v", q, query, again, err)
		}
	}
	d := NewDocument(Fields{})
	if !MustParse("-sentiment:positive sentiment:unknown").Match(&d) {
		t.Error("a post without a label is not of unknown sentiment")
	}
	if new(Query).Match(&d) || (*Query)(nil).Match(&d) {
		t.Error("a query of nothing matches nothing")
	}
}
