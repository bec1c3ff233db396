package run_test

import (
	"strings"
	"testing"
	"time"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestUndatedPostsAreKept: a post without a date is dated by when it was seen. What
// was there at the first reading is backlog, what is there from the second on is
// not, and what was there before without being stored is.
func TestUndatedPostsAreKept(t *testing.T) {
	srv := runtest.NewServer(t)
	page := func(ids ...string) runtest.Page {
		page := runtest.Page{Posts: []runtest.Post{runtest.Ago("dated", time.Hour)}}
		for _, id := range ids {
			page.Posts = append(page.Posts, runtest.Post{ID: id})
		}
		return page
	}
	srv.Serve("/tea", page("old", "older"), page("fresh", "old", "older"))
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	first := b.Crawl("town")
	if first.State != social.SourceOK || first.Undated != 2 || !strings.Contains(first.UndatedWhy, "it has no readable date") || *first.New != 3 {
		t.Errorf("first run: %+v", first)
	}
	old := b.Ledger.Last["old"]
	if old.DateFrom != social.DateSeen || !old.Backlog || !old.CreatedAt.Equal(old.FetchedAt) {
		t.Errorf("an undated post of the first reading: %+v", old)
	}
	if dated := b.Ledger.Last["dated"]; dated.DateFrom != social.DateStated || dated.Backlog {
		t.Errorf("a dated post: %+v", dated)
	}
	if got := b.Cursor("town", "tea").Newest; !got.Equal(runtest.Noon.Add(-time.Hour)) {
		t.Errorf("newest is %v; a post without a date must not move it", got)
	}
	b.Clock.Advance(time.Hour)
	second := b.Crawl("town")
	if second.Undated != 3 || *second.New != 1 {
		t.Errorf("second run: %+v, want one new of 3 undated", second)
	}
	if fresh := b.Ledger.Last["fresh"]; fresh.Backlog || fresh.DateFrom != social.DateSeen {
		t.Errorf("an undated post of the second reading: %+v", fresh)
	}
	if old := b.Ledger.Last["old"]; !old.Backlog {
		t.Errorf("a post of the first reading at the second: %+v", old)
	}
	b.Clock.Advance(time.Hour)
	b.Crawl("town")
	if fresh := b.Ledger.Last["fresh"]; !fresh.Backlog {
		t.Errorf("a post that was there at the reading before is new only where it was stored: %+v", fresh)
	}
}

// TestFirstReadingThatFails: what a reading that came to no end found does not make
// the next one the second.
func TestFirstReadingThatFails(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{{ID: "1"}}, Cut: true}, runtest.Page{Posts: []runtest.Post{{ID: "1"}, {ID: "2"}}})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	b.Crawl("town")
	b.Clock.Advance(time.Hour)
	b.Crawl("town")
	if p := b.Ledger.Last["2"]; !p.Backlog {
		t.Errorf("a post of the first reading that came to its end: %+v", p)
	}
}
