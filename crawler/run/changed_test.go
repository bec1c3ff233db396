package run_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// changing is a platform with lanes that list what was changed.
type changing struct {
	runtest.Paged
	since map[string][]time.Time
}

func (changing) ListsChanges(lane string) bool { return strings.HasPrefix(lane, "changed") }

func (c changing) Start(scope crawler.Scope) (crawler.Request, error) {
	c.since[scope.Lane] = append(c.since[scope.Lane], scope.Since)
	return c.Paged.Start(scope)
}

// TestLanesOfChanges wants a lane that lists changes read from the last run on, old posts
// kept, nothing concluded from it, and no back-fill of it.
func TestLanesOfChanges(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("new", time.Hour), runtest.Ago("older", 50*time.Hour)}, Next: []string{"/tea/2"}})
	srv.Serve("/tea/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("oldest", 60*time.Hour)}})
	srv.Serve("/changed", runtest.Page{Posts: []runtest.Post{runtest.Ago("edited", 500*time.Hour)}, Unordered: true}, runtest.Page{Unordered: true})
	b := runtest.NewRig(t, runtest.Town(srv, "tea", "changed"))
	a := changing{b.Paged, map[string][]time.Time{}}
	b.Adapter = a
	first := b.Crawl("town")
	if first.State != social.SourceOK || b.Ledger.Published["edited"] != 1 || *first.New != 3 {
		t.Errorf("the first run ended %s, %d new, published %v: %s", first.State, *first.New, b.Ledger.Published, first.Fault)
	}
	// The list of posts goes back to the oldest one, and that of changes says nothing.
	if want := runtest.Noon.Add(-60 * time.Hour); !first.Reached.Equal(want) {
		t.Errorf("reached %v, want %v", first.Reached, want)
	}
	if got := a.since["changed"][0]; !got.Equal(first.Started.Add(-run.DefaultRefresh)) {
		t.Errorf("the first run asks for changes since %v", got)
	}
	// That nothing was changed is no fault, however often something was.
	for range 4 {
		if next := b.Crawl("town"); next.State != social.SourceOK {
			t.Errorf("without changes the run ended %s: %s", next.State, next.Fault)
		}
	}
	if got := a.since["changed"][1]; !got.Equal(first.Started.Add(-time.Hour)) {
		t.Errorf("the second run asks for changes since %v, and the first began at %v", got, first.Started)
	}
	asked := len(a.since["changed"])
	r := b.Runner()
	if _, err := r.Backfill(t.Context(), "town", run.Window{From: runtest.Noon.Add(-100 * time.Hour), To: runtest.Noon}); err != nil {
		t.Fatal(err)
	}
	b.Drain(r)
	if len(a.since["changed"]) != asked {
		t.Error("a back-fill reads what was changed")
	}
}

// commented is a platform with a lane that lists comments.
type commented struct{ changing }

func (commented) ListsComments(lane string) bool { return lane == "changed" }

// TestLaneOfComments wants comments read again for as long as posts are, as some are shown
// later, and a server that does not show the list of them well without it.
func TestLaneOfComments(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("new", time.Hour)}})
	status := http.StatusOK
	srv.Mux.HandleFunc("/changed", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, `{"unordered":true}`)
	})
	b := runtest.NewRig(t, runtest.Town(srv, "tea", "changed"))
	a := commented{changing{b.Paged, map[string][]time.Time{}}}
	b.Adapter = a
	first := b.Crawl("town")
	b.Crawl("town")
	if got := a.since["changed"][1]; !got.Equal(first.Started.Add(-run.DefaultRefresh)) {
		t.Errorf("the second run asks for comments since %v, and the first began at %v", got, first.Started)
	}
	for _, status = range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound} {
		if got := b.Crawl("town"); got.State != social.SourceOK || got.Skipped != 1 {
			t.Errorf("where it answers %d the run ended %s with %d skipped: %s", status, got.State, got.Skipped, got.Fault)
		}
	}
	status = http.StatusInternalServerError
	if got := b.Crawl("town"); got.State == social.SourceOK {
		t.Error("an outage is taken for a server that does not show comments")
	}
}
