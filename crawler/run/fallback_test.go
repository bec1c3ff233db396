package run_test

import (
	"net/http"
	"testing"
	"time"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestFallbackAddress wants the other address asked where a server does not
// know the first or does not show it, and only then.
func TestFallbackAddress(t *testing.T) {
	for _, tc := range []struct {
		name   string
		status int
		state  social.SourceState
		posts  int64
	}{
		{"unknown", http.StatusNotFound, social.SourceOK, 2},
		{"forbidden", http.StatusForbidden, social.SourceOK, 2},
		{"a bad request", http.StatusBadRequest, social.SourceBroken, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			srv := runtest.NewServer(t)
			srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("first", time.Hour)}, Next: []string{"/new|/old"}})
			srv.Status("/new", tc.status)
			srv.Serve("/old", runtest.Page{Posts: []runtest.Post{runtest.Ago("second", 2*time.Hour)}})
			run := runtest.NewRig(t, runtest.Town(srv, "tea")).Crawl("town")
			if run.State != tc.state || run.Posts != tc.posts {
				t.Errorf("%d posts and state %s (%s), want %d and %s", run.Posts, run.State, run.Fault, tc.posts, tc.state)
			}
		})
	}
}

// TestUnorderedGoesOn wants the second crawl to stop at a page of old posts,
// unless the page says that newer ones may follow.
func TestUnorderedGoesOn(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		srv := runtest.NewServer(t)
		srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("old", 9*24*time.Hour)}, Unordered: unordered, Next: []string{"/tea2"}})
		srv.Serve("/tea2", runtest.Page{Posts: []runtest.Post{runtest.Ago("new", time.Hour)}}, runtest.Page{Posts: []runtest.Post{runtest.Ago("newer", time.Minute)}})
		b := runtest.NewRig(t, runtest.Town(srv, "tea"))
		b.Crawl("town")
		b.Crawl("town")
		if got := b.Ledger.Published["newer"] > 0; got != unordered {
			t.Errorf("unordered %t: the page after the old one was read: %t", unordered, got)
		}
	}
}
