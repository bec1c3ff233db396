package mastodon_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/mastodon"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, mastodon.New(), "testdata") }

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		src  social.Source
		want string
	}{
		{"good", social.Source{BaseURL: "https://a.example", Tags: []string{"#coffee"}, Accounts: []string{"@ana@b.example"}, Params: map[string]string{"local": "true"}}, ""},
		{"no server", social.Source{Tags: []string{"x"}}, "base_url: a mastodon source needs"},
		{"all of a server", social.Source{BaseURL: "https://a.example"}, ""},
		{"two words", social.Source{BaseURL: "https://a.example", Tags: []string{"a b"}}, `tags[0]: "a b" is no hashtag`},
		{"no handle", social.Source{BaseURL: "https://a.example", Accounts: []string{"@"}}, "accounts[0]"},
		{"parameter", social.Source{BaseURL: "https://a.example", Tags: []string{"x"}, Params: map[string]string{"local": "yes"}}, "params.local"},
		{"queries", social.Source{BaseURL: "https://a.example", Tags: []string{"x"}, Queries: []string{"y"}}, "queries: a mastodon source has no use"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Name, tc.src.Platform = "s", "mastodon"
			err := mastodon.New().Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

func TestStart(t *testing.T) {
	src := social.Source{Name: "s", BaseURL: "https://a.example/", Tags: []string{"#Café", "café"}, Accounts: []string{"@ana@b.example"}, Params: map[string]string{"local": "true"}}
	lanes := mastodon.New().Lanes(src)
	if diff := cmp.Diff([]string{"tag:café", "account:ana@b.example"}, lanes); diff != "" {
		t.Fatalf("lanes (-want +got):\n%s", diff)
	}
	for i, want := range [][2]string{
		{"https://a.example/api/v2/instance", "https://a.example/api/v1/timelines/tag/caf%C3%A9?limit=40&local=true"},
		{"https://a.example/api/v1/accounts/lookup?acct=ana%40b.example", "https://b.example/.well-known/webfinger?resource=acct%3Aana%40b.example"},
	} {
		req, err := mastodon.New().Start(crawler.Scope{Source: src, Lane: lanes[i]})
		if err != nil || len(req.Else) != 1 || req.URL != want[0] || req.Else[0].URL != want[1] {
			t.Errorf("Start(%s) = %+v, %v, want %q", lanes[i], req, err, want)
		}
	}
	src.Tags, src.Accounts = nil, nil
	if diff := cmp.Diff([]string{"public:all"}, mastodon.New().Lanes(src)); diff != "" {
		t.Errorf("lanes (-want +got):\n%s", diff)
	}
}

func parse(body []byte, link string) (crawler.Page, error) {
	const address = "https://a.example/api/v1/timelines/tag/x?limit=40"
	return mastodon.New().Parse(
		crawler.Scope{Lane: "tag:x", Source: social.Source{Name: "s", Platform: "mastodon", BaseURL: "https://a.example"}},
		crawler.Response{Request: crawler.Request{URL: address, Step: "timeline"}, URL: address, Status: 200, Header: http.Header{"Link": {link}}, Body: body, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
}

func TestPagingStaysOnTheServer(t *testing.T) {
	body := []byte(`[{"id":"1","uri":"https://a.example/1","created_at":"2026-11-19T00:00:00Z","visibility":"public"}]`)
	for _, tc := range []struct{ name, link, want string }{
		{"next", `<https://a.example/p?max_id=1>; rel="next"`, "https://a.example/p?max_id=1"},
		{"after prev", `<https://a.example/p?min_id=2>; rel="prev", <https://a.example/p?max_id=1>; rel="next"`, "https://a.example/p?max_id=1"},
		{"relative", `</p?max_id=1>; rel=next`, "https://a.example/p?max_id=1"},
		{"other server", `<https://evil.example/p>; rel="next"`, ""},
		{"itself", `<https://a.example/api/v1/timelines/tag/x?limit=40>; rel="next"`, ""},
		{"none", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := parse(body, tc.link)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(page.Next) > 0 {
				got = page.Next[0].URL
			}
			if got != tc.want {
				t.Errorf("next %q, want %q", got, tc.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`[{"id":"1","uri":"https://a.example/1","created_at":"2026-11-19T00:00:00Z","content":"<p>x","media_attachments":[{"type":"image","url":"/x"}]}]`))
	f.Add([]byte(`[{"reblog":{"id":1,"favourites_count":"3","account":{"acct":7}}},null,[],{}]`))
	f.Add([]byte(`{"error":"The access token is invalid"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := parse(body, "")
		if err != nil && social.CodeOf(err) == social.CodeInternal {
			t.Errorf("an answer is never our own fault: %v", err)
		}
		for _, p := range page.Posts {
			if p.ID == "" || p.CreatedAt.IsZero() {
				t.Errorf("a post without identity or date: %+v", p)
			}
		}
	})
}
