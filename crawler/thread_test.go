package crawler

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// threaded is a platform whose lists name the thread of every post that has
// replies, by how many there are.
type threaded struct {
	paged
	replies map[string]int
}

func (p threaded) Parse(scope Scope, resp Response) (Page, error) {
	page, err := p.paged.Parse(scope, resp)
	for _, post := range page.Posts {
		if n := p.replies[post.ID]; n > 0 {
			page.Next = append(page.Next, Request{URL: scope.Source.BaseURL + "/thread/" + post.ID, Thread: fmt.Sprint(n)})
		}
	}
	return page, err
}

func TestThreads(t *testing.T) {
	srv := timeline(t, "tea")
	var asked []string
	srv.mux.HandleFunc("/thread/{id}", func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		asked = append(asked, id)
		if id == "tea-2-0" {
			http.NotFound(w, r)
			return
		}
		// All replies of a thread may be older than the lane is read back to.
		page := wirePage{Posts: []wirePost{{ID: "reply-" + id, At: noon.Add(-20 * time.Hour)}}}
		if !strings.Contains(r.URL.RawQuery, "more") {
			page.Next = []string{"/thread/" + id + "?more=1"}
		}
		json.NewEncoder(w).Encode(page)
	})
	b := newRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, Refresh: 10 * time.Hour, Comments: 1})
	replies := map[string]int{"tea-1-0": 2, "tea-2-0": 1, "tea-3-1": 4}
	b.change = func(o *Options) { o.Adapters = []Adapter{threaded{b.adapter, replies}} }

	if run := b.crawl("town"); run.State != social.SourcePartial || run.Skipped != 1 || !strings.Contains(run.Fault, "404") {
		t.Errorf("the run ended %s with %d skipped: %s", run.State, run.Skipped, run.Fault)
	}
	if want := "[tea-1-0 tea-1-0 tea-2-0 tea-3-1 tea-3-1]"; fmt.Sprint(asked) != want {
		t.Errorf("asked for %v, want %s", asked, want)
	}
	for _, id := range []string{"tea-3-1", "reply-tea-1-0", "reply-tea-3-1"} {
		if b.ledger.published[id] == 0 {
			t.Errorf("post %s was not read", id)
		}
	}

	// The next run is read back ten hours from the newest post: replies are older.
	asked = nil
	replies["tea-3-1"] = 5
	b.crawl("town")
	if want := "[tea-2-0 tea-3-1 tea-3-1]"; fmt.Sprint(asked) != want {
		t.Errorf("the second run asked for %v, want %s: those that changed or were not read", asked, want)
	}

	asked = nil
	b.change = func(o *Options) {
		o.Adapters, o.MaxPages = []Adapter{threaded{b.adapter, map[string]int{"tea-1-0": 7, "tea-1-1": 1, "tea-2-0": 1, "tea-2-1": 1, "tea-3-0": 1, "tea-3-1": 9}}}, 4
	}
	if run := b.crawl("town"); run.State != social.SourcePartial || run.Posts < 6 || len(asked) > 8 {
		t.Errorf("with many threads the run ended %s with %d posts and asked for %v", run.State, run.Posts, asked)
	}
}
