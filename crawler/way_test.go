package crawler

import (
	"net/http"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestOtherAddress: what a server does not know, or does not show, is asked for
// at the other address, and only then.
func TestOtherAddress(t *testing.T) {
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
			srv := newHostile(t)
			srv.serve("/tea", wirePage{Posts: []wirePost{ago("first", time.Hour)}, Next: []string{"/new|/old"}})
			srv.status("/new", tc.status)
			srv.serve("/old", wirePage{Posts: []wirePost{ago("second", 2*time.Hour)}})
			run := newRig(t, town(srv, "tea")).crawl("town")
			if run.State != tc.state || run.Posts != tc.posts {
				t.Errorf("%d posts and state %s (%s), want %d and %s", run.Posts, run.State, run.Fault, tc.posts, tc.state)
			}
		})
	}
}

// TestUnorderedGoesOn: the second crawl stops at a page of old posts, unless the
// page says that newer ones may come after it.
func TestUnorderedGoesOn(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		srv := newHostile(t)
		srv.serve("/tea", wirePage{Posts: []wirePost{ago("old", 9*24*time.Hour)}, Unordered: unordered, Next: []string{"/tea2"}})
		srv.serve("/tea2", wirePage{Posts: []wirePost{ago("new", time.Hour)}}, wirePage{Posts: []wirePost{ago("newer", time.Minute)}})
		b := newRig(t, town(srv, "tea"))
		b.crawl("town")
		b.crawl("town")
		if got := b.ledger.published["newer"] > 0; got != unordered {
			t.Errorf("unordered %t: the page after the old one was read: %t", unordered, got)
		}
	}
}
