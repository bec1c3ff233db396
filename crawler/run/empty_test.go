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

func TestEmptyWhereThereAlwaysWerePosts(t *testing.T) {
	srv := runtest.NewServer(t)
	full := runtest.Page{Posts: []runtest.Post{runtest.Ago("1", time.Hour)}}
	srv.Serve("/steady", full, full, full, runtest.Page{}, runtest.Page{}, full, runtest.Page{})
	srv.Serve("/quiet", full, runtest.Page{}, full, full, runtest.Page{})
	b := runtest.NewRig(t, runtest.Town(srv, "steady"), social.Source{Name: "village", Platform: "paged", BaseURL: srv.URL, Tags: []string{"quiet"}})
	for i, want := range []social.SourceState{
		social.SourceOK, social.SourceOK, social.SourceOK, social.SourceEmpty, social.SourceEmpty, social.SourceOK, social.SourceEmpty,
	} {
		run := b.Crawl("town")
		if run.State != want || want == social.SourceEmpty && !strings.Contains(run.Fault, "the answers hold no posts at all, where each of the last ") {
			t.Errorf("run %d is %s (%s), want %s", i+1, run.State, run.Fault, want)
		}
	}
	for i := range 5 {
		if run := b.Crawl("village"); run.State != social.SourceOK {
			t.Errorf("run %d of a lane that is empty at times is %s: %s", i+1, run.State, run.Fault)
		}
	}
}

func TestUnchangedIsNotEmpty(t *testing.T) {
	srv := runtest.NewServer(t)
	times := 0
	srv.Mux.HandleFunc("/tea", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if times++; times > 3 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, `{"posts":[{"id":"1","at":%q}]}`, runtest.Noon.Add(-time.Hour).Format(time.RFC3339))
	})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	b.Paged.Conditional = true
	for i := range 6 {
		if run := b.Crawl("town"); run.State != social.SourceOK {
			t.Errorf("run %d is %s: %s", i+1, run.State, run.Fault)
		}
	}
}
