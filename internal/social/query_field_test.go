package social

import "testing"

func TestQueryMatchesProperties(t *testing.T) {
	post := Post{
		Platform: "mastodon", Text: "Good coffee", Language: "pt-BR",
		URL: "https://www.fosstodon.org/@ana/1", Links: []string{"https://shop.example.com:8443/x?y=1"},
		Author: Author{Handle: "Ana@Fosstodon.org", Name: "Ana María  Ruiz"},
		Tags:   []string{"Espresso", "#Café"}, Images: []Image{{URL: "https://x.example/1.jpg"}},
	}
	analysis := Analysis{Language: "en", Sentiment: Sentiment{Label: Positive}, Hashtags: []string{"latte"}}
	for query, want := range map[string]bool{
		`lang:en`: true, `lang:EN-gb`: true, `lang:pt`: false, `LANG:en`: true, `lang：en`: true,
		`platform:mastodon`: true, `platform:Mastodon`: true, `platform:feed`: false,
		`author:ana`: true, `author:@ana`: true, `author:ana@fosstodon.org`: true, `author:ana@other.org`: false,
		`author:"Ana Maria Ruiz"`: true, `author:"ana maria"`: false, `author:an*`: true, `author:bo*`: false,
		`site:fosstodon.org`: true, `site:example.com`: true, `site:shop.example.com`: true,
		`site:ample.com`: false, `site:https://www.example.com/`: true, `site:org`: true, `site:example.org`: false,
		`has:image`: true, `has:link`: true, `coffee -has:image`: false,
		`sentiment:positive`: true, `sentiment:negative`: false, `sentiment:unknown`: false,
		`#espresso`: true, `#cafe`: true, `#latte`: true, `#coffee`: false, `espresso`: false,
		`coffee lang:en platform:mastodon`: true, `coffee lang:de`: false, `(lang:de OR lang:en) coffee`: true,
		`@ana`: false,
	} {
		q, err := ParseQuery(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		d := NewDocument(post, analysis)
		if got := q.Match(&d); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
		if again, err := ParseQuery(q.String()); err != nil || again.String() != q.String() {
			t.Errorf("normal form %q of %q: %q, %v", q, query, again, err)
		}
	}
	d := NewDocument(Post{Language: "pt-BR"}, Analysis{})
	if !MustParseQuery("lang:pt sentiment:unknown").Match(&d) {
		t.Error("the declared language stands where none was found")
	}
	if new(Query).Match(&d) || (*Query)(nil).Match(&d) {
		t.Error("a query of nothing matches nothing")
	}
}
