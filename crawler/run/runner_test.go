package run_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestPostsAreFiltered(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{
		runtest.Ago("good", time.Hour), runtest.Ago("good", time.Hour), runtest.Ago("", time.Hour), {ID: "timeless"},
		runtest.Ago("future", -48*time.Hour), runtest.Ago("a little ahead", -time.Hour), runtest.Ago("epoch", runtest.Noon.Sub(time.Unix(0, 0))),
		{ID: "unreadable"}, runtest.Ago("beyond the horizon", 31*24*time.Hour),
	}})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	run := b.Crawl("town")
	want := map[string]int{"good": 1, "a little ahead": 1, "timeless": 1, "future": 1, "epoch": 1}
	if diff := cmp.Diff(want, b.Ledger.Published); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	if run.State != social.SourceOK || run.Items != 9 || run.Skipped != 2 || run.Posts != 5 || run.Undated != 3 || run.Requests != 2 || run.Fault != "" {
		t.Errorf("run %+v, want ok, 2 of 9 skipped, 5 posts of which 3 are undated, 2 requests", run)
	}
	if diff := cmp.Diff([]string{srv.URL + "/tea: post 8: it has no shape", srv.URL + `/tea: post 3 (""): it has no identifier`}, run.SkippedItems); diff != "" {
		t.Errorf("skipped items (-want +got):\n%s", diff)
	}
	post := b.Ledger.Last["good"]
	if post.Platform != "paged" || post.Source != "town" || post.Keep != social.KeepMentions || post.FetchedAt.IsZero() {
		t.Errorf("post %+v", post)
	}
	if got := b.Cursor("town", "tea").Newest; !got.Equal(runtest.Noon.Add(-time.Hour)) {
		t.Errorf("newest is %v; a post ahead of time must not move it", got)
	}
}

func TestStopAtWhatIsKnown(t *testing.T) {
	srv := runtest.NewServer(t)
	day := 24 * time.Hour
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", 0), runtest.Ago("pinned", 20*day)}, Next: []string{"/tea/2"}})
	srv.Serve("/tea/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("2", 3*day), runtest.Ago("3", 4*day)}, Next: []string{"/tea/3"}})
	srv.Serve("/tea/3", runtest.Page{Posts: []runtest.Post{runtest.Ago("4", 40*day)}, Next: []string{"/tea/4"}})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	if run := b.Crawl("town"); run.State != social.SourceOK || run.Requests != 4 {
		t.Errorf("first run %+v, want to stop at the page beyond the horizon", run)
	}
	if run := b.Crawl("town"); run.State != social.SourceOK || run.Requests != 2 {
		t.Errorf("second run %+v, want to stop at the page that is all known", run)
	}
	if b.Ledger.Published["2"] != 2 || b.Ledger.Published["4"] != 0 {
		t.Errorf("published %v", b.Ledger.Published)
	}
}

// TestCutAnswerIsReadAgain wants the posts of an answer that was cut off kept,
// the lane broken, and its cursor where it was: the pages after the cut are
// unknown, and the next run must not stop before them.
func TestCutAnswerIsReadAgain(t *testing.T) {
	srv := runtest.NewServer(t)
	day := 24 * time.Hour
	srv.Serve("/tea", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", day)}, Cut: true},
		runtest.Page{Posts: []runtest.Post{runtest.Ago("1", day)}, Next: []string{"/tea/2"}})
	srv.Serve("/tea/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("2", 20*day)}})
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	if run := b.Crawl("town"); run.State != social.SourceBroken || run.Posts != 1 || b.Ledger.Published["1"] != 1 {
		t.Errorf("first run %+v, published %v", run, b.Ledger.Published)
	}
	if c := b.Cursor("town", "tea"); !c.Newest.IsZero() {
		t.Errorf("the cursor moved to %v", c.Newest)
	}
	if run := b.Crawl("town"); run.State != social.SourceOK || b.Ledger.Published["2"] != 1 {
		t.Errorf("second run %+v, published %v", run, b.Ledger.Published)
	}
}

func TestConditionalRequests(t *testing.T) {
	srv := runtest.NewServer(t)
	version, down := `"v1"`, false
	srv.Mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", version)
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 11:00:00 GMT")
		switch {
		case down:
			io.WriteString(w, "<html>maintenance</html>")
		case r.Header.Get("If-None-Match") == version && r.Header.Get("If-Modified-Since") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			json.NewEncoder(w).Encode(runtest.Page{Posts: []runtest.Post{runtest.Ago(version, time.Hour)}})
		}
	})
	b := runtest.NewRig(t, runtest.Town(srv, "feed"))
	b.Paged.Conditional = true
	for i, want := range []int64{1, 0, 0} {
		if run := b.Crawl("town"); run.Posts != want || run.State != social.SourceOK {
			t.Errorf("run %d: %+v, want %d posts", i+1, run, want)
		}
	}
	version, down = `"v2"`, true
	if run := b.Crawl("town"); run.State != social.SourceBroken {
		t.Errorf("run %+v, want broken", run)
	}
	down = false
	if run := b.Crawl("town"); run.Posts != 1 {
		t.Errorf("a run that failed moved the validators: %+v", run)
	}
}

func TestRunStates(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Serve("/ok", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", time.Hour)}})
	srv.Serve("/skips", runtest.Page{Posts: []runtest.Post{{ID: "unreadable"}}})
	srv.Serve("/panic", runtest.Page{})
	srv.Serve("/gone-later", runtest.Page{Posts: []runtest.Post{runtest.Ago("2", time.Hour)}, Next: []string{"/gone", "/gone-later/2"}})
	srv.Serve("/gone-later/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("3", time.Hour)}})
	srv.Serve("/fails-later", runtest.Page{Posts: []runtest.Post{runtest.Ago("4", time.Hour)}, Next: []string{"/down"}})
	srv.Serve("/forbidden/x", runtest.Page{})
	srv.Status("/gone", 410)
	srv.Status("/down", 500)
	srv.Status("/no", 403)
	srv.Mux.HandleFunc("/limit", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(429)
	})
	srv.Mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `<!doctype html><form action="/login"><input type="password">`)
	})
	srv.Mux.HandleFunc("/text", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "it works") })
	srv.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "User-agent: *\nDisallow: /forbidden")
	})
	for _, tt := range []struct {
		name  string
		lanes []string
		want  social.SourceState
		fault string
	}{
		{"all well", []string{"ok"}, social.SourceOK, ""},
		{"skips", []string{"ok", "skips"}, social.SourcePartial, "skips: "},
		{"a page gone on the way", []string{"gone-later"}, social.SourcePartial, "410 Gone"},
		{"first page gone", []string{"gone"}, social.SourceBroken, "410 Gone"},
		{"server error", []string{"down"}, social.SourceUnreachable, "500 Internal Server Error"},
		{"error on the way", []string{"fails-later"}, social.SourceUnreachable, "500"},
		{"refused", []string{"no"}, social.SourceBlocked, "403 Forbidden"},
		{"login page", []string{"login"}, social.SourceLogin, "answered with a login page: give the source credentials"},
		{"not json", []string{"text"}, social.SourceBroken, "promised JSON"},
		{"robots", []string{"forbidden/x"}, social.SourceDisallowed, "robots.txt of"},
		{"limit", []string{"limit"}, social.SourceLimited, "until 2026-11-24"},
		{"adapter panics", []string{"panic"}, social.SourceBroken, "the adapter panicked: unexpected shape"},
		{"start panics", []string{"panic-start"}, social.SourceBroken, "the adapter panicked: no start"},
		{"one of two fails", []string{"no", "ok"}, social.SourcePartial, "no: crawler: "},
		{"the worst of all", []string{"down", "no", "text"}, social.SourceBlocked, "down: crawler: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := runtest.NewRig(t, runtest.Town(srv, tt.lanes...))
			run := b.Crawl("town")
			if run.State != tt.want || !strings.Contains(run.Fault, tt.fault) || (tt.fault == "") != (run.Fault == "") {
				t.Errorf("run %+v, want %s with a fault of %q", run, tt.want, tt.fault)
			}
			for _, lane := range tt.lanes {
				committed := !b.Cursor("town", lane).First.IsZero()
				if wanted := lane == "ok" || lane == "skips" || lane == "gone-later"; committed != wanted {
					t.Errorf("cursor of %s committed: %v, want %v", lane, committed, wanted)
				}
			}
			if b.Ledger.Runs[run.ID].State != tt.want {
				t.Errorf("run handed on %+v", b.Ledger.Runs[run.ID])
			}
		})
	}
}

func TestUnreachableServer(t *testing.T) {
	srv := runtest.NewServer(t)
	src := runtest.Town(srv, "tea")
	srv.Close()
	b := runtest.NewRig(t, src)
	if run := b.Crawl("town"); run.State != social.SourceUnreachable || run.Requests != 0 {
		t.Errorf("run %+v, want unreachable and nothing sent", run)
	}
}

func TestPagingEnds(t *testing.T) {
	srv := runtest.NewServer(t)
	endless := 0
	srv.Mux.HandleFunc("/endless/{n...}", func(w http.ResponseWriter, r *http.Request) {
		endless++
		json.NewEncoder(w).Encode(runtest.Page{Posts: []runtest.Post{runtest.Ago(fmt.Sprint(endless), time.Hour)}, Next: []string{fmt.Sprintf("/endless/%d", endless)}})
	})
	srv.Serve("/a", runtest.Page{Posts: []runtest.Post{runtest.Ago("a", time.Hour)}, Next: []string{"/b", "/b"}})
	srv.Serve("/b", runtest.Page{Posts: []runtest.Post{runtest.Ago("b", time.Hour)}, Next: []string{"/a"}})
	fan := runtest.Page{Posts: []runtest.Post{runtest.Ago("c", time.Hour)}}
	for i := range 20_000 {
		fan.Next = append(fan.Next, fmt.Sprintf("/leaf/%d", i))
	}
	srv.Serve("/fan", fan)
	srv.Serve("/leaf/{n}", runtest.Page{})
	for _, tt := range []struct {
		name, lane, fault string
		skipped           int64
		requests          int64
	}{
		{"endless", "endless/0", "stopped at the limit of 25 pages", 0, 26},
		{"circle", "a", "lead in a circle: " + srv.URL + "/b", 2, 3},
		{"too many at once", "fan", "more requests are pending than the limit", 1, 26},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := runtest.NewRig(t, runtest.Town(srv, tt.lane))
			b.Change = func(o *run.Options) { o.MaxPages = 25 }
			run := b.Crawl("town")
			if run.State != social.SourcePartial || !strings.Contains(run.Fault, tt.fault) || run.Skipped != tt.skipped || run.Requests != tt.requests {
				t.Errorf("run %+v, want partial, %q, %d skipped, %d requests", run, tt.fault, tt.skipped, tt.requests)
			}
			if b.Cursor("town", tt.lane).First.IsZero() {
				t.Error("the cursor was not committed")
			}
		})
	}
}
