package run_test

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// single is a platform that shows single posts, except those whose ID begins
// with "list".
type single struct{ runtest.Paged }

func (single) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	return crawler.Request{URL: scope.Source.BaseURL + "/post/" + ref.ID}, !strings.HasPrefix(ref.ID, "list")
}

// shelf has posts that are due and remembers the last Wish. What is published is what
// the ledger was given last.
type shelf struct {
	refs   []crawler.Reference
	wish   crawler.Wish
	ledger *runtest.Ledger
}

func (s *shelf) Published(_ context.Context, source string, from, to time.Time, want func(id string) bool, limit int) ([]crawler.Reference, error) {
	var refs []crawler.Reference
	for id, p := range s.ledger.Last {
		if p.Source == source && !p.Deleted && !p.CreatedAt.Before(from) && p.CreatedAt.Before(to) && want(id) {
			refs = append(refs, crawler.Reference{ID: id, URL: p.URL, CreatedAt: p.CreatedAt})
		}
	}
	slices.SortFunc(refs, func(a, b crawler.Reference) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), strings.Compare(a.ID, b.ID))
	})
	return refs[:min(len(refs), limit)], nil
}

func (s *shelf) Due(_ context.Context, wish crawler.Wish) ([]crawler.Reference, error) {
	s.wish = wish
	s.wish.Before = time.Time{} // when the run began
	return s.refs, nil
}

func (s *shelf) put(ids ...string) {
	s.refs = nil
	for _, id := range ids {
		s.refs = append(s.refs, crawler.Reference{ID: id, CreatedAt: runtest.Noon.Add(-100 * time.Hour), Engagement: social.Count(5)})
	}
}

// revisiting is a Rig of such a platform; the name of a post says how it is
// answered.
func revisiting(t *testing.T) (*runtest.Rig, *shelf) {
	srv := timeline(t, "tea")
	srv.Mux.HandleFunc("/post/{id}", func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		likes := int64(5)
		switch {
		case strings.HasPrefix(id, "gone"):
			http.NotFound(w, r)
			return
		case strings.HasPrefix(id, "private"):
			w.WriteHeader(http.StatusForbidden)
			return
		case strings.HasPrefix(id, "hot"):
			likes = 50
		case strings.HasPrefix(id, "odd"):
			id = "unreadable"
		case strings.HasPrefix(id, "elsewhere"):
			id = "stranger"
		}
		// Other posts of the answer were not asked for and must be ignored.
		page := runtest.Page{Posts: []runtest.Post{{ID: id, At: runtest.Noon.Add(-100 * time.Hour), Likes: &likes}, {ID: "stranger", At: runtest.Noon}}, Next: []string{"/tea"}}
		json.NewEncoder(w).Encode(page)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 24 * time.Hour, Revisits: 7})
	due := &shelf{ledger: b.Ledger}
	b.Adapter = single{b.Paged}
	b.Change = func(o *run.Options) { o.Due = due }
	return b, due
}

func TestRevisits(t *testing.T) {
	b, due := revisiting(t)
	due.put("hot-1", "calm-1", "gone-1", "private-1", "list-1")
	run := b.Crawl("town")
	if run.State != social.SourceOK || *run.New != 6 {
		t.Errorf("the run ended %s with %d new posts: %s", run.State, *run.New, run.Fault)
	}
	if due.wish.Source != "town" || due.wish.Limit != 7 {
		t.Errorf("wished for %+v", due.wish)
	}
	if p := b.Ledger.Last["hot-1"]; p.Engagement.Likes == nil || *p.Engagement.Likes != 50 || b.Ledger.Published["calm-1"] != 1 {
		t.Errorf("read again: %+v, calm-1 %d times", p, b.Ledger.Published["calm-1"])
	}
	gone := b.Ledger.Last["gone-1"]
	if !gone.Deleted || gone.FetchedAt.IsZero() || gone.Platform != "paged" || gone.Text != "" {
		t.Errorf("the missing post is published as %+v", gone)
	}
	for _, id := range []string{"stranger", "private-1", "list-1"} {
		if b.Ledger.Published[id] != 0 {
			t.Errorf("%s was published", id)
		}
	}

	due.put()
	if run := b.Crawl("town"); run.State != social.SourceOK {
		t.Errorf("with nothing due the run ended %s: %s", run.State, run.Fault)
	}
	want := crawler.Wish{Source: "town", Growing: []string{"hot-1"}, Except: []string{"list-1", "private-1"}, Limit: 7}
	if diff := gocmp.Diff(want, due.wish); diff != "" {
		t.Errorf("the next wish (-want +got):\n%s", diff)
	}
}

// TestManyMissingPostsAreNotBelieved wants no post deleted by a server that
// finds none at all.
func TestManyMissingPostsAreNotBelieved(t *testing.T) {
	b, due := revisiting(t)
	due.put("gone-1", "gone-2", "gone-3", "calm-1")
	run := b.Crawl("town")
	if run.State != social.SourcePartial || !strings.Contains(run.Fault, "3 of 4 posts") {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	for id, p := range b.Ledger.Last {
		if p.Deleted {
			t.Errorf("%s was taken for deleted", id)
		}
	}
	due.put("gone-1", "gone-2", "gone-3", "calm-1", "calm-2", "calm-3")
	if run := b.Crawl("town"); run.State != social.SourceOK || !b.Ledger.Last["gone-3"].Deleted {
		t.Errorf("of six three are missing: %s, %s, %+v", run.State, run.Fault, b.Ledger.Last["gone-3"])
	}
	due.put("private-1", "private-2", "private-3")
	if run := b.Crawl("town"); run.State != social.SourcePartial || !strings.Contains(run.Fault, "none of 3 posts could be read again") {
		t.Errorf("without one answer the run ended %s: %s", run.State, run.Fault)
	}
}

// posted is a platform that is asked for single posts at one address, by the body.
type posted struct{ runtest.Paged }

func (posted) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	return crawler.Request{Method: http.MethodPost, URL: scope.Source.BaseURL + "/post", Body: []byte(ref.ID)}, true
}

// TestMissingPostsOfOneAddress are as little believed as those of many.
func TestMissingPostsOfOneAddress(t *testing.T) {
	srv := timeline(t, "tea")
	srv.Mux.HandleFunc("/post", func(w http.ResponseWriter, r *http.Request) {
		id, _ := io.ReadAll(r.Body)
		if strings.HasPrefix(string(id), "gone") {
			http.NotFound(w, r)
			return
		}
		json.NewEncoder(w).Encode(runtest.Page{Posts: []runtest.Post{{ID: string(id), At: runtest.Noon.Add(-100 * time.Hour)}}})
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 24 * time.Hour, Revisits: 7})
	due := &shelf{ledger: b.Ledger}
	b.Adapter, b.Change = posted{b.Paged}, func(o *run.Options) { o.Due = due }
	due.put("gone-1", "gone-2", "gone-3", "calm-1")
	if run := b.Crawl("town"); run.State != social.SourcePartial || !strings.Contains(run.Fault, "3 of 4 posts") {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	for id, p := range b.Ledger.Last {
		if p.Deleted {
			t.Errorf("%s was taken for deleted", id)
		}
	}
}

// TestDyingWhileRevisiting lets the process die at each effect of a run.
func TestDyingWhileRevisiting(t *testing.T) {
	points := 0
	for point := 0; ; point++ {
		b, due := revisiting(t)
		due.put("hot-1", "gone-1", "calm-1")
		died := false
		b.Ledger.Die = func(op int) error {
			if op >= point && !died {
				died = true
				return runtest.ErrDied
			}
			return nil
		}
		finish(t, b)
		if !died {
			break
		}
		points++
		if !b.Ledger.Last["gone-1"].Deleted || b.Ledger.Published["hot-1"] == 0 || b.Ledger.Published["calm-1"] == 0 {
			t.Fatalf("death at %d: published %v", point, b.Ledger.Published)
		}
		if got := b.Cursor("town", record.RevisitLane).Revisits.Growing; !slices.Equal(got, []string{"hot-1"}) {
			t.Fatalf("death at %d: growing %v", point, got)
		}
	}
	if points < 20 {
		t.Errorf("only %d points to die at were found", points)
	}
}

// TestPostsThatCannotBeReadAgain take turns with the others: one whose answer does not hold
// it, or is odd, does not stay the most overdue for ever, nor make its source faulty.
func TestPostsThatCannotBeReadAgain(t *testing.T) {
	b, due := revisiting(t)
	due.put("odd-1", "elsewhere-1")
	run := b.Crawl("town")
	if run.State != social.SourceOK {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	due.put()
	b.Crawl("town")
	want := crawler.Wish{Source: "town", Except: []string{"odd-1", "elsewhere-1"}, Limit: 7}
	if diff := gocmp.Diff(want, due.wish); diff != "" {
		t.Errorf("the next wish (-want +got):\n%s", diff)
	}
}

// TestAnAddressIsKept of a post whose answer by itself tells none.
func TestAnAddressIsKept(t *testing.T) {
	b, due := revisiting(t)
	due.put("calm-1")
	due.refs[0].URL = "https://town.example/calm-1"
	b.Crawl("town")
	if got := b.Ledger.Last["calm-1"].URL; got != "https://town.example/calm-1" {
		t.Errorf("the address is %q", got)
	}
}
