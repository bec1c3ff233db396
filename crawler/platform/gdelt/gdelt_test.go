package gdelt_test

import (
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/gdelt"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, gdelt.New(), "testdata") }

// TestSentences: what the interface says in words, under a status of success, is no
// answer without news.
func TestSentences(t *testing.T) {
	scope := crawler.Scope{Source: social.Source{Name: "s", Platform: "gdelt", Queries: []string{"northwind"}}, Lane: "query:northwind"}
	for says, code := range map[string]social.Code{
		"Please limit requests to one every 5 seconds or contact us for larger queries.": social.CodeRateLimited,
		"The specified phrase is too short.\n":                                           social.CodeBlocked,
		"Your query was too short or too long.":                                          social.CodeBlocked,
		"Parentheses may only be used around OR'd statements.":                           social.CodeBlocked,
		"Something else went wrong.":                                                     social.CodeBroken,
		"":                                                                               social.CodeBroken,
		"<html><body>Bad Gateway</body></html>":                                          social.CodeBroken,
	} {
		req, err := gdelt.New().Start(scope)
		if err != nil {
			t.Fatal(err)
		}
		_, err = gdelt.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte(says)})
		if social.CodeOf(err) != code {
			t.Errorf("%q: %v, want %s", says, err, code)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		src  social.Source
		want string
	}{
		{social.Source{Queries: []string{"northwind"}, Params: map[string]string{"language": "spanish", "country": "US", "articles": "no"}}, ""},
		{social.Source{}, "needs queries"},
		{social.Source{Queries: []string{" "}}, "queries[0]"},
		{social.Source{Queries: []string{"a"}, Params: map[string]string{"articles": "maybe"}}, "params.articles"},
		{social.Source{Queries: []string{"a"}, Params: map[string]string{"country": "US domain:x"}}, "params.country"},
	} {
		tt.src.Name, tt.src.Platform = "s", gdelt.Name
		err := gdelt.New().Check(tt.src)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("Check(%+v) = %v, want %q", tt.src, err, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"articles":[{"url":"https://a.example/x","title":"a \, b","seendate":"20260517T093000Z"}]}`))
	f.Add([]byte(`Please limit`))
	f.Add([]byte(`{"articles":[{"url":"http://[::1","title":"\u0000","seendate":"99999999T999999Z"},null,{}]}`))
	f.Add([]byte(`[]`))
	scope := crawler.Scope{Source: social.Source{Name: "s", Platform: "gdelt", Queries: []string{"n"}}, Lane: "query:n"}
	req, err := gdelt.New().Start(scope)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := gdelt.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body})
		for _, p := range page.Posts {
			if err != nil || p.ID == "" || p.CreatedAt.IsZero() || p.Title == "" {
				t.Errorf("%+v, %v", p, err)
			}
		}
	})
}
