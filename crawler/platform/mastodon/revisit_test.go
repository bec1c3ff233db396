package mastodon_test

import (
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform/mastodon"
	"earshot/internal/social"
)

func TestRevisit(t *testing.T) {
	a := mastodon.New()
	scope := crawler.Scope{Source: social.Source{BaseURL: "https://one.example"}, Lane: "revisit"}
	for page, want := range map[string]string{
		"https://one.example/@ana/112233":             "https://one.example/api/v1/statuses/112233",
		"https://two.example/@bo/5":                   "https://two.example/api/v1/statuses/5",
		"https://gts.example/@ana/statuses/01HZXY":    "https://gts.example/api/v1/statuses/01HZXY",
		"https://ple.example/notice/AbC9":             "https://ple.example/api/v1/statuses/AbC9",
		"https://pix.example/p/ana/77":                "https://pix.example/api/v1/statuses/77",
		"https://mis.example/notes/9x":                "",
		"https://one.example/@ana/112233/../../admin": "",
		"": "",
	} {
		req, ok := a.Revisit(scope, crawler.Reference{URL: page})
		if ok != (want != "") || req.URL != want {
			t.Errorf("%q is asked for at %q, %t; want %q", page, req.URL, ok, want)
		}
	}
	ref := crawler.Reference{ID: "https://one.example/users/ana/statuses/112233", URL: "https://one.example/@ana/112233"}
	req, _ := a.Revisit(scope, ref)
	req.Asks = &ref
	page, err := a.Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, At: time.Now(), Body: []byte(`{
		"id": "112233", "uri": "https://one.example/users/ana/statuses/112233", "url": "https://one.example/@ana/112233",
		"created_at": "2026-03-01T10:00:00Z", "visibility": "public", "content": "<p>still here</p>",
		"account": {"id": "1", "acct": "ana", "url": "https://one.example/@ana"}, "favourites_count": 12, "reblogs_count": 0, "replies_count": 1}`)})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Posts) != 1 || page.Posts[0].ID != ref.ID || *page.Posts[0].Engagement.Likes != 12 || len(page.Next) != 0 {
		t.Errorf("read %+v", page)
	}
}
