package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// joined is a platform that shows many posts at once, and leaves out those it has not.
type joined struct{ runtest.Paged }

func (joined) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	return crawler.Request{URL: scope.Source.BaseURL + "/posts?id=" + url.QueryEscape(ref.ID), Join: crawler.Join{Param: "id", Most: 100}}, true
}

func (j joined) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := j.Paged.Parse(scope, resp)
	held := map[string]bool{}
	for _, p := range page.Posts {
		held[p.ID] = true
	}
	if err == nil {
		page.Absent = platform.Absent(resp.Request, held)
	}
	return page, err
}

// TestPostsLeftOutAreAskedForAgain by themselves, and are erased only where they are left
// out again.
func TestPostsLeftOutAreAskedForAgain(t *testing.T) {
	srv := timeline(t, "tea")
	var asked []string
	srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Query().Get("id"))
		var page runtest.Page
		for i, id := range strings.Split(r.URL.Query().Get("id"), ",") {
			if i < 2 && !strings.HasPrefix(id, "gone") { // two of many
				page.Posts = append(page.Posts, runtest.Post{ID: id, At: runtest.Noon.Add(-100 * time.Hour)})
			}
		}
		json.NewEncoder(w).Encode(page)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 24 * time.Hour, Revisits: 7})
	due := &shelf{ledger: b.Ledger}
	b.Adapter, b.Change = joined{b.Paged}, func(o *run.Options) { o.Due = due }
	due.put("a", "b", "c", "gone-1", "d")
	if run := b.Crawl("town"); run.State != social.SourceOK {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	for id, p := range b.Ledger.Last {
		if p.Deleted != (id == "gone-1") {
			t.Errorf("%s is taken for deleted: %t", id, p.Deleted)
		}
	}
	if want := []string{"a,b,c,gone-1,d", "c", "gone-1", "d"}; len(asked) < 4 || !slices.Equal(asked[:4], want) || b.Ledger.Published["d"] != 1 {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

// TestPostsLeftOutStayDue beyond those that a run asks for once more, and it says so.
func TestPostsLeftOutStayDue(t *testing.T) {
	srv := timeline(t, "tea")
	srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, r *http.Request) {
		var page runtest.Page
		for id := range strings.SplitSeq(r.URL.Query().Get("id"), ",") {
			if !strings.HasPrefix(id, "gone") {
				page.Posts = append(page.Posts, runtest.Post{ID: id, At: runtest.Noon.Add(-100 * time.Hour)})
			}
		}
		json.NewEncoder(w).Encode(page)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 24 * time.Hour, Revisits: 400})
	due := &shelf{ledger: b.Ledger}
	b.Adapter, b.Change = joined{b.Paged}, func(o *run.Options) { o.Due = due }
	var ids []string
	for i := range 330 {
		ids = append(ids, fmt.Sprintf("%s-%d", []string{"gone", "here", "here"}[i%3], i))
	}
	due.put(ids...)
	run := b.Crawl("town")
	erased := 0
	for _, p := range b.Ledger.Last {
		if p.Deleted {
			erased++
		}
	}
	if erased != 100 || !strings.Contains(run.Fault, "10 more posts") {
		t.Errorf("%d erased, %s: %s", erased, run.State, run.Fault)
	}
}

// TestPostsLeftOutAreCountedAtTheLimit of pages as well: where most are not found, those that
// were asked for once more before it are not taken for deleted.
func TestPostsLeftOutAreCountedAtTheLimit(t *testing.T) {
	srv := timeline(t, "tea")
	srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, r *http.Request) {
		var page runtest.Page
		for id := range strings.SplitSeq(r.URL.Query().Get("id"), ",") {
			if !strings.HasPrefix(id, "gone") {
				page.Posts = append(page.Posts, runtest.Post{ID: id, At: runtest.Noon.Add(-100 * time.Hour)})
			}
		}
		json.NewEncoder(w).Encode(page)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 24 * time.Hour, Revisits: 10})
	due := &shelf{ledger: b.Ledger}
	b.Adapter, b.Change = joined{b.Paged}, func(o *run.Options) { o.Due, o.MaxPages = due, 3 }
	due.put("here-1", "gone-1", "gone-2", "gone-3", "gone-4", "gone-5", "here-2")
	run := b.Crawl("town")
	for id, p := range b.Ledger.Last {
		if p.Deleted {
			t.Errorf("%s is taken for deleted", id)
		}
	}
	if run.State != social.SourcePartial {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
}
