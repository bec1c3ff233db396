package platform_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/mastodon"
	"earshot/crawler/platform/x"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// finder is a platform that says of a post it does not find that there is no such post.
type finder struct {
	adapter crawler.Adapter
	src     social.Source
	// ref makes a stored post of a number on a server, number reads the one that a request
	// asks for; 0 where it asks for a list.
	ref    func(server string, n int) crawler.Reference
	number func(r *http.Request) (n int)
	// list is an answer that lists nothing; found and missing answer for a post.
	list    string
	found   func(server string, n int) string
	missing func(n int) string
	// status is that of an answer which does not find a post.
	status int
}

// last is the number that an address ends in.
func last(address string) (n int) {
	fmt.Sscan(address[len(strings.TrimRight(address, "0123456789")):], &n)
	return n
}

var finders = map[string]finder{
	"mastodon": {mastodon.New(), social.Source{Tags: []string{"tea"}},
		func(server string, n int) crawler.Reference {
			return crawler.Reference{ID: fmt.Sprintf("%s/users/ana/statuses/%d", server, n), URL: fmt.Sprintf("%s/@ana/%d", server, n)}
		},
		func(r *http.Request) int {
			if strings.HasPrefix(r.URL.Path, "/api/v1/statuses/") {
				return last(r.URL.Path)
			}
			return 0
		}, `[]`,
		func(server string, n int) string {
			return fmt.Sprintf(`{"id":"%d","uri":"%s/users/ana/statuses/%d","url":"%s/@ana/%d","created_at":"2026-11-10T10:00:00Z","visibility":"public","content":"<p>here</p>","account":{"id":"1","acct":"ana","url":"%s/@ana"}}`, n, server, n, server, n, server)
		},
		func(int) string { return `{"error":"Record not found"}` }, http.StatusNotFound},
	"bluesky": {bluesky.New(), social.Source{Accounts: []string{"ana.example"}},
		func(_ string, n int) crawler.Reference {
			return crawler.Reference{ID: fmt.Sprintf("at://did:plc:abc/app.bsky.feed.post/3k%d", n)}
		},
		func(r *http.Request) int { return last(r.URL.Query().Get("uri")) }, `{"feed":[]}`, blueskyThread,
		func(n int) string {
			return fmt.Sprintf(`{"error":"NotFound","message":"Post not found: at://did:plc:abc/app.bsky.feed.post/3k%d"}`, n)
		}, http.StatusBadRequest},
	"bluesky in a thread": {bluesky.New(), social.Source{Accounts: []string{"ana.example"}},
		func(_ string, n int) crawler.Reference {
			return crawler.Reference{ID: fmt.Sprintf("at://did:plc:abc/app.bsky.feed.post/3k%d", n)}
		},
		func(r *http.Request) int { return last(r.URL.Query().Get("uri")) }, `{"feed":[]}`, blueskyThread,
		func(n int) string {
			return fmt.Sprintf(`{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:abc/app.bsky.feed.post/3k%d","notFound":true}}`, n)
		}, http.StatusOK},
	"x": {x.New(), token(social.Source{Queries: []string{"tea"}}),
		func(_ string, n int) crawler.Reference { return crawler.Reference{ID: fmt.Sprint(n)} },
		func(r *http.Request) int { return last(r.URL.Query().Get("ids")) }, `{"meta":{"result_count":0}}`,
		func(_ string, n int) string {
			return fmt.Sprintf(`{"data":[{"id":"%d","text":"here","author_id":"7","created_at":"2026-11-14T10:00:00.000Z"}]}`, n)
		},
		func(n int) string {
			return fmt.Sprintf(`{"errors":[{"resource_id":"%d","parameter":"ids","resource_type":"tweet","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}`, n)
		}, http.StatusOK},
}

func blueskyThread(_ string, n int) string {
	return fmt.Sprintf(`{"thread":{"$type":"app.bsky.feed.defs#threadViewPost","post":{"uri":"at://did:plc:abc/app.bsky.feed.post/3k%d","cid":"c","author":{"did":"did:plc:abc","handle":"ana.example"},"record":{"$type":"app.bsky.feed.post","text":"here","createdAt":"2026-11-10T10:00:00Z"},"indexedAt":"2026-11-10T10:00:00Z"}}}`, n)
}

// TestNoSuchPost: that there is no such post is also said of all by a service that lost
// them, and of one by a service that is not well for a moment. It is asked for once more,
// and believed where another post is shown after it.
func TestNoSuchPost(t *testing.T) {
	for name, p := range finders {
		for what, tt := range map[string]struct {
			// misses tells whether a post is not found when it is asked for the nth time.
			misses func(n, nth int) bool
			erased bool
		}{
			"one":      {func(n, _ int) bool { return n == 12 }, true},
			"one once": {func(n, nth int) bool { return n == 12 && nth == 1 }, false},
			"all":      {func(int, int) bool { return true }, false},
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				asked := map[int]int{}
				var srv *runtest.Server
				srv = runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
					n := p.number(r)
					asked[n]++
					switch {
					case n == 0 && strings.Contains(r.URL.Path, "@"):
						http.NotFound(w, r)
					case n == 0:
						io.WriteString(w, p.list)
					case tt.misses(n, asked[n]):
						w.Header().Set("Content-Type", "application/json")
						w.WriteHeader(p.status)
						io.WriteString(w, p.missing(n))
					default:
						io.WriteString(w, p.found(srv.URL, n))
					}
				})
				p.src.BaseURL = srv.URL
				var known runtest.Again
				for n, list := range map[int]*[]crawler.Reference{12: &known.Posts, 13: &known.Others} {
					ref := p.ref(srv.URL, n)
					ref.CreatedAt = runtest.Noon.AddDate(0, 0, -13)
					*list = append(*list, ref)
				}
				stored, ended := known.ReadAgain(t, p.adapter, p.src)
				if got := stored[p.ref(srv.URL, 12).ID]; got.Deleted != tt.erased || asked[12] != 2 || stored[p.ref(srv.URL, 13).ID].Deleted {
					t.Errorf("erased %t, want %t; asked %v; %s %s", got.Deleted, tt.erased, asked, ended.State, ended.Fault)
				}
			})
		}
	}
}
