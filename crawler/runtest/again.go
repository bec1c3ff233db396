package runtest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/run"
	"earshot/internal/social"
)

// Again is what a crawl asks again for: stored posts that are due, and others, which
// serve as controls.
type Again struct{ Posts, Others []crawler.Reference }

// Due returns the posts that are due.
func (a Again) Due(context.Context, crawler.Wish) ([]crawler.Reference, error) { return a.Posts, nil }

// Published returns those of all that are wanted.
func (a Again) Published(_ context.Context, _ string, _, _ time.Time, want func(string) bool, limit int) ([]crawler.Reference, error) {
	var refs []crawler.Reference
	for _, ref := range append(a.Posts[:len(a.Posts):len(a.Posts)], a.Others...) {
		if want(ref.ID) && len(refs) < limit {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

// Serve starts a server that answers as the handler does, and forbids nothing to programs.
func Serve(t *testing.T, answer http.HandlerFunc) *Server {
	t.Helper()
	srv := NewServer(t)
	srv.Mux.HandleFunc("/robots.txt", http.NotFound)
	srv.Mux.HandleFunc("/", answer)
	return srv
}

// ReadAgain crawls a source once, and returns what was published last of each post, by the
// posts' IDs, and the run.
func (a Again) ReadAgain(t *testing.T, adapter crawler.Adapter, src social.Source) (map[string]social.Post, social.Run) {
	t.Helper()
	src.Name, src.Platform, src.Revisits, src.Eager = "town", adapter.Info().Platform, 100, true
	if err := crawler.CheckSource(adapter, src); err != nil {
		t.Fatal(err)
	}
	b := NewRig(t, src)
	b.Adapter = adapter
	b.Change = func(o *run.Options) { o.Due = a }
	ended := b.Crawl("town")
	return b.Ledger.Last, ended
}
