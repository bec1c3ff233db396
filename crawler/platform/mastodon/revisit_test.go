package mastodon_test

import (
	"net/http"
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

// TestRevisitIsSigned sends the source's token to its own server alone.
func TestRevisitIsSigned(t *testing.T) {
	scope := crawler.Scope{Source: social.Source{BaseURL: "https://one.example/"}}
	for page, want := range map[string]bool{"https://one.example/@ana/1": true, "http://one.example/@ana/1": false, "https://two.example/@ana/1": false, "https://one.example.evil/@ana/1": false} {
		if req, ok := mastodon.New().Revisit(scope, crawler.Reference{URL: page}); !ok || (req.Sign["Authorization"] != "") != want || req.Else[0].Sign != nil {
			t.Errorf("%s is asked for with %v and %v", page, req.Sign, req.Else)
		}
	}
}

// TestRevisitIsAnswered reads what servers of several kinds say of a status.
func TestRevisitIsAnswered(t *testing.T) {
	a := mastodon.New()
	const silent, login, other = "silent", "login", "other"
	// Akkoma says that there is none where it shows a visitor nothing.
	akkoma := crawler.Reference{ID: "https://ple.example/objects/1", URL: "https://ple.example/notice/Ab1", Missing: true}
	hidden, _ := a.Revisit(crawler.Scope{}, akkoma)
	hidden.Asks = &akkoma
	if err := a.Refusal(crawler.Response{Request: hidden, Status: 404, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"error":"Record not found"}`)}); err != nil || len(hidden.Else) > 0 {
		t.Errorf("a status that a visitor is not shown: %v, then %v; want its status to decide", err, hidden.Else)
	}
	for _, tt := range []struct {
		step            string
		missing         bool
		status          int
		kind, body, why string
	}{
		{"status", false, 404, "application/json", `{"error":"Record not found"}`, silent},
		{"status", false, 404, "application/json", `{"error":"Not Found: status not found"}`, silent},
		{"status", false, 410, "application/json", `{"error":"Record not found"}`, silent},
		{"status", true, 404, "text/html", `<html><title>404</title></html>`, silent},
		{"status", true, 404, "application/json", `{"error":{"a":1}}`, silent},
		{"status", true, 404, "application/json", ``, silent},
		{"status", false, 401, "application/json", `{"error":"Unauthorized: token not supplied"}`, login},
		{"status", false, 403, "application/json", `{"error":"This action is not allowed"}`, other},
		{"status", false, 503, "application/json", `{"error":"Remote data could not be fetched"}`, other},
		{"page", true, 404, "text/html", `<html><title>404</title></html>`, silent},
		{"page", false, 404, "text/html", `<html><title>404</title></html>`, login},
		{"page", true, 500, "text/html", `<html></html>`, other},
	} {
		ref := crawler.Reference{ID: "https://one.example/1", URL: "https://one.example/@ana/1", Missing: tt.missing}
		req, _ := a.Revisit(crawler.Scope{}, ref)
		if tt.step == "page" {
			req = req.Else[0]
		}
		req.Asks = &ref
		err := a.Refusal(crawler.Response{Request: req, URL: req.URL, Status: tt.status, Header: http.Header{"Content-Type": {tt.kind}}, Body: []byte(tt.body)})
		got := other
		switch {
		case crawler.IsWithdrawn(err):
			got = "gone"
		case social.CodeOf(err) == social.CodeNotFound && len(req.Fallback(err)) == 0:
			got = silent // and its page is not asked for
		case social.CodeOf(err) == social.CodeLogin:
			got = login
		case err == nil && (tt.status == 404 || tt.status == 410):
			got = silent // the status decides
		}
		if got != tt.why {
			t.Errorf("%s %d %s (missing %t): %s, %v; want %s", tt.step, tt.status, tt.body, tt.missing, got, err, tt.why)
		}
	}
	ref := crawler.Reference{ID: "https://one.example/users/ana/statuses/1", URL: "https://one.example/@ana/1"}
	req, _ := a.Revisit(crawler.Scope{}, ref)
	req.Asks = &ref
	page, err := a.Parse(crawler.Scope{}, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte(`{"id":"1","uri":"https://one.example/users/ana/statuses/1","created_at":"2026-03-01T10:00:00Z","visibility":"private","account":{"acct":"ana"}}`)})
	if err != nil || len(page.Posts) != 1 || !page.Posts[0].Deleted {
		t.Errorf("a status that became private: %+v, %v", page.Posts, err)
	}
	req = req.Else[0]
	req.Asks = &ref
	if page, err := a.Parse(crawler.Scope{}, crawler.Response{Request: req, URL: req.URL, Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(`<!doctype html><html><body>hello</body></html>`)}); err != nil || !page.There {
		t.Errorf("the page of a status: %+v, %v", page, err)
	}
}
