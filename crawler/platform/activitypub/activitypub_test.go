package activitypub_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/activitypub"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, activitypub.New(), "testdata") }

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		src  social.Source
		want string
	}{
		{social.Source{Accounts: []string{"@ana@a.example", "!wind@b.example"}, URLs: []string{"https://a.example/users/ana/outbox"}}, ""},
		{social.Source{}, "needs accounts or urls"},
		{social.Source{Accounts: []string{"ana"}}, `accounts[0]: "ana" is no handle`},
		{social.Source{URLs: []string{"a.example"}}, "urls[0]"},
		{social.Source{URLs: []string{"https://a.example"}, Tags: []string{"x"}}, "tags: a activitypub source has no use"},
	} {
		tc.src.Name, tc.src.Platform = "s", activitypub.Name
		err := activitypub.New().Check(tc.src)
		if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("Check(%+v): %v, want %q", tc.src, err, tc.want)
		}
	}
}

func TestStart(t *testing.T) {
	src := social.Source{Name: "s", Accounts: []string{"@ana@a.example"}, URLs: []string{"https://b.example/c/wind"}}
	lanes := activitypub.New().Lanes(src)
	want := []string{"https://a.example/.well-known/webfinger?resource=acct%3Aana%40a.example", "https://b.example/c/wind"}
	for i, lane := range lanes {
		req, err := activitypub.New().Start(crawler.Scope{Source: src, Lane: lane})
		if err != nil || req.URL != want[i] {
			t.Errorf("Start(%s) = %q, %v, want %q", lane, req.URL, err, want[i])
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Note","id":"https://a.example/1","published":"2026-01-01T00:00:00Z","content":"<p>x"}`,
		`{"type":"OrderedCollectionPage","orderedItems":[{"type":"Announce","object":{"type":"Create","object":{"type":"Page"}}}],"next":"/2"}`,
		`{"type":"Person","outbox":{"id":"/o"},"url":[{"href":"/x","mediaType":"text/html"}]}`, `{"type":["Video"],"icon":[{}],"attributedTo":[[],{"type":"Person"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		page, err := activitypub.New().Parse(crawler.Scope{}, crawler.Response{
			Request: crawler.Request{Step: "object"}, URL: "https://a.example/o", Status: http.StatusOK, Header: http.Header{}, Body: []byte(body), At: time.Unix(1767225600, 0),
		})
		for _, p := range page.Posts {
			if err != nil || p.ID == "" || p.CreatedAt.IsZero() {
				t.Errorf("post %+v beside error %v", p, err)
			}
		}
	})
}
