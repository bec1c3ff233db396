package probe_test

import (
	"log/slog"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/probe"
	"earshot/crawler/runtest"
)

// paced is a platform whose answers ask for a pause after them.
type paced struct{ runtest.Paged }

func (a paced) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := a.Paged.Parse(scope, resp)
	page.Pause = 47 * time.Second
	return page, err
}

// TestPausesAreKept: a look at a source that reads on leaves the host alone for as long as
// an answer asks for.
func TestPausesAreKept(t *testing.T) {
	srv, clk := runtest.NewServer(t), clocktest.New(runtest.Noon)
	srv.Status("/robots.txt", 404)
	srv.Serve("/tea", runtest.Page{Next: []string{"/more"}})
	srv.Serve("/more", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", time.Hour)}})
	lanes, err := probe.Look(t.Context(), slog.New(slog.DiscardHandler), runtest.Fetcher(clk), paced{}, runtest.Town(srv, "tea"), 2)
	if err != nil || len(lanes) != 1 || lanes[0].Fault != nil || len(lanes[0].Posts) != 1 {
		t.Fatalf("found %+v, %v", lanes, err)
	}
	if waited := clk.Now().Sub(runtest.Noon); waited < 47*time.Second {
		t.Errorf("the second page is asked for after %s", waited)
	}
}
