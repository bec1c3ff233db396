package bluesky_test

import (
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/bluesky"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, bluesky.New(), "testdata") }

func TestCheck(t *testing.T) {
	stream := map[string]string{"stream": "yes"}
	for _, tc := range []struct {
		name string
		src  social.Source
		want string
	}{
		{"all lanes", social.Source{Accounts: []string{"@ana.example.com", "did:plc:abc"}, Queries: []string{`"flat white"`}, Tags: []string{"#coffee"},
			URLs: []string{"https://bsky.app/profile/ana.example.com/post/3abc"}, Params: map[string]string{"feed": "at://did:plc:abc/app.bsky.feed.generator/x"}}, ""},
		{"stream", social.Source{Params: stream}, ""},
		{"own jetstream", social.Source{Params: map[string]string{"stream": "ws://127.0.0.1:6008"}, Accounts: []string{"did:plc:abc"}}, ""},
		{"nothing to read", social.Source{}, "needs accounts, queries"},
		{"no handle", social.Source{Accounts: []string{"ana"}}, `accounts[0]: "ana" is no handle`},
		{"two words", social.Source{Tags: []string{"a b"}}, `tags[0]: "a b" is no hashtag`},
		{"no post", social.Source{URLs: []string{"https://bsky.app/profile/ana.example.com"}}, "urls[0]: the address of a post looks like"},
		{"no feed", social.Source{Params: map[string]string{"feed": "https://bsky.app/x"}}, "params.feed"},
		{"stream and words", social.Source{Params: stream, Queries: []string{"x"}}, "queries: a stream is heard whole"},
		{"stream by handle", social.Source{Params: stream, Accounts: []string{"ana.example.com"}}, "by their DID"},
		{"no stream", social.Source{Params: map[string]string{"stream": "no"}}, `neither "yes" nor an address`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Name, tc.src.Platform = "s", bluesky.Name
			err := bluesky.New().Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

func TestSearchIsSignedWhereThereIsAPassword(t *testing.T) {
	src := social.Source{Name: "s", Queries: []string{"tea"}}
	scope := crawler.Scope{Source: src, Lane: "query:tea", Since: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	open, err := bluesky.New().Start(scope)
	if err != nil || len(open.Sign) > 0 || !strings.HasPrefix(open.URL, "https://public.api.bsky.app/") || !strings.Contains(open.URL, "since=2026-11-20T00%3A00%3A00Z") {
		t.Errorf("without a password: %+v, %v", open, err)
	}
	if _, ok := bluesky.New().Open(src); ok {
		t.Error("a session is asked for without a password")
	}
	scope.Source.Credentials = map[string]string{"identifier": "ana.example.com", "password": "abcd-efgh"}
	signed, err := bluesky.New().Start(scope)
	if err != nil || len(signed.Sign) == 0 || !strings.HasPrefix(signed.URL, "https://bsky.social/") {
		t.Errorf("with a password: %+v, %v", signed, err)
	}
	login, ok := bluesky.New().Open(scope.Source)
	if !ok || strings.Contains(login.SignBody+string(login.Body), "abcd") {
		t.Errorf("the login: %+v, %v", login, ok)
	}
}

func TestRefusalNamesWhatIsMissing(t *testing.T) {
	for _, tc := range []struct {
		status    int
		url, body string
		want      social.Code
	}{
		{403, "https://public.api.bsky.app/xrpc/app.bsky.feed.searchPosts?q=x", "<html>403 Forbidden</html>", social.CodeLogin},
		{400, "https://bsky.social/xrpc/app.bsky.feed.searchPosts?q=x", `{"error":"ExpiredToken","message":"Token has expired"}`, social.CodeLogin},
		{401, "https://bsky.social/xrpc/com.atproto.server.createSession", `{"error":"AuthenticationRequired","message":"Invalid identifier or password"}`, social.CodeLogin},
		{400, "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=x", `{"error":"InvalidRequest","message":"Profile not found"}`, ""},
		{502, "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=x", "Bad Gateway", ""},
	} {
		err := bluesky.New().Refusal(crawler.Response{URL: tc.url, Status: tc.status, Body: []byte(tc.body)})
		if social.CodeOf(err) != tc.want {
			t.Errorf("%d %s: %v, want code %q", tc.status, tc.body, err, tc.want)
		}
	}
}
