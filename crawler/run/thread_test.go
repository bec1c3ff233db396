package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// threaded is a platform whose lists lead to the thread of every post with
// replies, in a state that is their number.
type threaded struct {
	runtest.Paged
	replies map[string]int
}

func (p threaded) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := p.Paged.Parse(scope, resp)
	for _, post := range page.Posts {
		if n := p.replies[post.ID]; n > 0 {
			page.Next = append(page.Next, crawler.Request{URL: scope.Source.BaseURL + "/thread/" + post.ID, Thread: fmt.Sprint(n)})
		}
	}
	return page, err
}

func TestThreads(t *testing.T) {
	srv := timeline(t, "tea")
	var asked []string
	srv.Mux.HandleFunc("/thread/{id}", func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		asked = append(asked, id)
		if id == "tea-2-0" {
			http.NotFound(w, r)
			return
		}
		// All replies of a thread may be older than what the lane reads back
		// to.
		page := runtest.Page{Posts: []runtest.Post{{ID: "reply-" + id, At: runtest.Noon.Add(-20 * time.Hour)}}}
		if !strings.Contains(r.URL.RawQuery, "more") {
			page.Next = []string{"/thread/" + id + "?more=1"}
		}
		json.NewEncoder(w).Encode(page)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, Refresh: 10 * time.Hour, Comments: 1})
	replies := map[string]int{"tea-1-0": 2, "tea-2-0": 1, "tea-3-1": 4}
	b.Adapter = threaded{b.Paged, replies}

	if run := b.Crawl("town"); run.State != social.SourceOK || run.Skipped != 1 || !strings.Contains(run.SkippedNote(), "404") {
		t.Errorf("the run ended %s with %d skipped: %s", run.State, run.Skipped, run.SkippedNote())
	}
	if want := "[tea-1-0 tea-1-0 tea-2-0 tea-3-1 tea-3-1]"; fmt.Sprint(asked) != want {
		t.Errorf("asked for %v, want %s", asked, want)
	}
	for _, id := range []string{"tea-3-1", "reply-tea-1-0", "reply-tea-3-1"} {
		if b.Ledger.Published[id] == 0 {
			t.Errorf("post %s was not read", id)
		}
	}

	// The next run is read back ten hours from the newest post: replies are older.
	asked = nil
	replies["tea-3-1"] = 5
	b.Crawl("town")
	if want := "[tea-2-0 tea-3-1 tea-3-1]"; fmt.Sprint(asked) != want {
		t.Errorf("the second run asked for %v, want %s: those that changed or were not read", asked, want)
	}

	asked = nil
	b.Adapter = threaded{b.Paged, map[string]int{"tea-1-0": 7, "tea-1-1": 1, "tea-2-0": 1, "tea-2-1": 1, "tea-3-0": 1, "tea-3-1": 9}}
	b.Change = func(o *run.Options) { o.MaxPages = 4 }
	if run := b.Crawl("town"); run.State != social.SourcePartial || run.Posts < 6 || len(asked) > 8 {
		t.Errorf("with many threads the run ended %s with %d posts and asked for %v", run.State, run.Posts, asked)
	}
}

// TestThreadsBehindALogin: a server that shows its timeline to everybody and its
// conversations to those with an account is read to the end of the timeline.
func TestThreadsBehindALogin(t *testing.T) {
	srv := timeline(t, "tea")
	asked := 0
	srv.Mux.HandleFunc("/thread/{id}", func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":"Unauthorized: token not supplied"}`)
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, Refresh: 10 * time.Hour, Comments: 2})
	replies := map[string]int{}
	for page := range 4 {
		for i := range 2 {
			replies[fmt.Sprintf("tea-%d-%d", page, i)] = 1 + i
		}
	}
	all := b.Crawl("town").Posts
	b = runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, Refresh: 10 * time.Hour, Comments: 2})
	b.Adapter = threaded{b.Paged, replies}
	run := b.Crawl("town")
	if run.State != social.SourcePartial || run.Posts != all || all == 0 || asked != 3 {
		t.Errorf("the run ended %s with %d of %d posts after %d threads: %s", run.State, run.Posts, all, asked, run.Fault)
	}
	if !strings.Contains(run.Fault, "refuses what stands below posts") || run.Skipped != 3 {
		t.Errorf("%d skipped, fault %q", run.Skipped, run.Fault)
	}
	if run = b.Crawl("town"); run.State == social.SourceLogin || asked != 6 {
		t.Errorf("the next run ended %s after %d threads", run.State, asked)
	}
}
