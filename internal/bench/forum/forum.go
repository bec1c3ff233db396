// Package forum serves pages for the crawler and its references to read.
package forum

import (
	_ "embed"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"

	"earshot/crawler/bare"
)

// Spec describes the forum for crawler/spec.
//
//go:embed forum.yaml
var Spec []byte

// postsPerPage is how many posts a page of the forum holds.
const postsPerPage = 20

// Forum serves chains of HTML pages on loopback, each page with posts and, but
// for the last, a link to the next. Pages are made beforehand, so that serving
// costs the same whoever asks.
type Forum struct {
	server *httptest.Server
	chains int
}

// New starts a forum of chains of pages.
func New(chains, pages int) *Forum {
	mux := http.NewServeMux()
	for chain := range chains {
		for page := range pages {
			body := []byte(forumPage(chain, page, page+1 < pages))
			path := "/tag/" + strconv.Itoa(chain)
			if page > 0 {
				path += "/" + strconv.Itoa(page)
			}
			mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				// The client is ours; it sees a short answer as a fault.
				_, _ = w.Write(body)
			})
		}
	}
	return &Forum{server: httptest.NewServer(mux), chains: chains}
}

// URL is the forum's address.
func (f *Forum) URL() string { return f.server.URL }

// Tags are the chains' names, Starts the addresses of their first pages.
func (f *Forum) Tags() []string {
	var tags []string
	for chain := range f.chains {
		tags = append(tags, strconv.Itoa(chain))
	}
	return tags
}

// Starts are the addresses of the chains' first pages.
func (f *Forum) Starts() []string {
	var starts []string
	for _, tag := range f.Tags() {
		starts = append(starts, f.server.URL+"/tag/"+tag)
	}
	return starts
}

// Job is what the spec reads, in the reference's words.
func (f *Forum) Job() bare.Job {
	return bare.Job{Starts: f.Starts(), Next: "a.next", Item: "div.post",
		Texts: []string{"@data-id", "a.user", ".body", "time@datetime", ".likes"}}
}

// Close stops the forum.
func (f *Forum) Close() { f.server.Close() }

func forumPage(chain, page int, more bool) string {
	var b strings.Builder
	b.WriteString("<!doctype html><html><head><title>Forum</title></head><body><h1>Forum</h1>\n")
	for i := range postsPerPage {
		id := (chain*10_000+page)*100 + i
		at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(-time.Duration(page*postsPerPage+i) * time.Minute)
		fmt.Fprintf(&b, `<div class="post" data-id="%d"><a class="user" href="/u/%d">user%d</a> <time datetime="%s">%s</time>`+
			`<div class="body"><p>The grinder of post %d is quieter than the old one, and the <b>cup</b> is warm.</p><p>See <a href="/t/%d">this thread</a>.</p></div>`+
			` <span class="likes">%d</span></div>`+"\n", id, id%97, id%97, at.Format(time.RFC3339), at.Format(time.Kitchen), id, id, i)
	}
	if more {
		fmt.Fprintf(&b, `<a class="next" href="/tag/%d/%d">Older</a>`, chain, page+1)
	}
	b.WriteString("</body></html>")
	return b.String()
}
