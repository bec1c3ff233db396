package run_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// linked is a site whose first page links to others.
func linked(t *testing.T, within int, next ...string) (*runtest.Server, *runtest.Rig) {
	srv := runtest.NewServer(t)
	srv.Serve("/home", runtest.Page{Next: next})
	b := runtest.NewRig(t, runtest.Town(srv, "home"))
	b.Paged.Within = within
	return srv, b
}

func TestItemsThatCannotBeReadAreSkipped(t *testing.T) {
	srv, b := linked(t, 20, "/gone", "/odd", "/members", "/good", "/good", "/home")
	srv.Status("/gone", http.StatusNotFound)
	srv.Mux.HandleFunc("/odd", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "no page") })
	srv.Status("/members", http.StatusForbidden)
	// A page that links back to others is not a circle.
	srv.Serve("/good", runtest.Page{Posts: []runtest.Post{runtest.Ago("a", time.Hour)}, Next: []string{"/home", "/gone"}})
	run := b.Crawl("town")
	if run.State != social.SourceOK || run.Posts != 1 || run.Skipped != 3 || run.Items != 4 || !strings.Contains(run.SkippedNote(), "/gone answered 404") {
		t.Errorf("run %+v, want ok with 1 post and 3 of 4 skipped", run)
	}
}

func TestRefusingEverythingIsARefusal(t *testing.T) {
	srv, b := linked(t, 20, "/a", "/b", "/c", "/d")
	asked := 0
	for _, path := range []string{"/a", "/b", "/c", "/d"} {
		srv.Mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.WriteHeader(http.StatusForbidden)
		})
	}
	if run := b.Crawl("town"); run.State != social.SourceBlocked || asked != 3 {
		t.Errorf("run %+v after %d refusals, want blocked after 3", run, asked)
	}
}

// TestRefusalsOfOthersAreTheirs: pages of several servers are refused by each for itself.
func TestRefusalsOfOthersAreTheirs(t *testing.T) {
	var next []string
	for range 3 {
		other := runtest.NewServer(t)
		other.Status("/a", http.StatusForbidden)
		other.Status("/b", http.StatusForbidden)
		next = append(next, other.URL+"/a", other.URL+"/b")
	}
	srv, b := linked(t, 20, append(next, "/good")...)
	srv.Serve("/good", runtest.Page{Posts: []runtest.Post{runtest.Ago("a", time.Hour)}})
	if run := b.Crawl("town"); run.State != social.SourceOK || run.Posts != 1 || run.Skipped != 6 {
		t.Errorf("run %+v, want ok with 1 post and 6 skipped", run)
	}
}

func TestNoMoreItemsThanWanted(t *testing.T) {
	srv, b := linked(t, 3, "/a", "/b", "/c", "/d")
	for _, path := range []string{"/a", "/b", "/c", "/d"} {
		srv.Serve(path, runtest.Page{Posts: []runtest.Post{runtest.Ago(path, time.Hour)}})
	}
	if run := b.Crawl("town"); run.State != social.SourceOK || run.Posts != 2 || run.Skipped != 0 {
		t.Errorf("run %+v, want the first page and two others", run)
	}
}
