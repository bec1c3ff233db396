package crawler

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// serve answers path with pages, in order; the last one stays.
func (h *hostile) serve(path string, pages ...wirePage) {
	var mu sync.Mutex
	h.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		json.NewEncoder(w).Encode(pages[0])
		if len(pages) > 1 {
			pages = pages[1:]
		}
	})
}

func (h *hostile) status(path string, status int) {
	h.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) })
}

func ago(id string, d time.Duration) wirePost { return wirePost{ID: id, At: noon.Add(-d)} }

func town(srv *hostile, lanes ...string) social.Source {
	return social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: lanes, History: 30 * 24 * time.Hour}
}

func TestPostsAreSifted(t *testing.T) {
	srv := newHostile(t)
	srv.serve("/tea", wirePage{Posts: []wirePost{
		ago("good", time.Hour), ago("good", time.Hour), ago("", time.Hour), {ID: "timeless"},
		ago("future", -48*time.Hour), ago("a little ahead", -time.Hour), ago("epoch", noon.Sub(time.Unix(0, 0))),
		{ID: "unreadable"}, ago("beyond the horizon", 31*24*time.Hour),
	}})
	b := newRig(t, town(srv, "tea"))
	run := b.crawl("town")
	want := map[string]int{"good": 1, "a little ahead": 1}
	if diff := cmp.Diff(want, b.ledger.published); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	if run.State != social.SourcePartial || run.Skipped != 5 || run.Posts != 2 || run.Requests != 2 {
		t.Errorf("run %+v, want partial, 5 skipped, 2 posts, 2 requests", run)
	}
	if want := "tea: " + srv.URL + "/tea: post 8: it has no shape"; run.Fault != want {
		t.Errorf("fault %q, want %q", run.Fault, want)
	}
	post := b.ledger.last["good"]
	if post.Platform != "paged" || post.Source != "town" || post.Keep != social.KeepMentions || post.FetchedAt.IsZero() {
		t.Errorf("post %+v", post)
	}
	if got := b.cursor("town", "tea").Newest; !got.Equal(noon.Add(-time.Hour)) {
		t.Errorf("newest is %v; a post ahead of time must not move it", got)
	}
}

func TestStopAtWhatIsKnown(t *testing.T) {
	srv := newHostile(t)
	day := 24 * time.Hour
	srv.serve("/tea", wirePage{Posts: []wirePost{ago("1", 0), ago("pinned", 20*day)}, Next: []string{"/tea/2"}})
	srv.serve("/tea/2", wirePage{Posts: []wirePost{ago("2", 3*day), ago("3", 4*day)}, Next: []string{"/tea/3"}})
	srv.serve("/tea/3", wirePage{Posts: []wirePost{ago("4", 40*day)}, Next: []string{"/tea/4"}})
	b := newRig(t, town(srv, "tea"))
	if run := b.crawl("town"); run.State != social.SourceOK || run.Requests != 4 {
		t.Errorf("first run %+v, want to stop at the page beyond the horizon", run)
	}
	if run := b.crawl("town"); run.State != social.SourceOK || run.Requests != 2 {
		t.Errorf("second run %+v, want to stop at the page that is all known", run)
	}
	if b.ledger.published["2"] != 2 || b.ledger.published["4"] != 0 {
		t.Errorf("published %v", b.ledger.published)
	}
}

// TestCutAnswerIsReadAgain wants the posts of an answer that was cut off kept,
// the lane broken, and its cursor where it was: the pages after the cut are
// unknown, and the next run must not stop before them.
func TestCutAnswerIsReadAgain(t *testing.T) {
	srv := newHostile(t)
	day := 24 * time.Hour
	srv.serve("/tea", wirePage{Posts: []wirePost{ago("1", day)}, Cut: true},
		wirePage{Posts: []wirePost{ago("1", day)}, Next: []string{"/tea/2"}})
	srv.serve("/tea/2", wirePage{Posts: []wirePost{ago("2", 20*day)}})
	b := newRig(t, town(srv, "tea"))
	if run := b.crawl("town"); run.State != social.SourceBroken || run.Posts != 1 || b.ledger.published["1"] != 1 {
		t.Errorf("first run %+v, published %v", run, b.ledger.published)
	}
	if c := b.cursor("town", "tea"); !c.Newest.IsZero() {
		t.Errorf("the cursor moved to %v", c.Newest)
	}
	if run := b.crawl("town"); run.State != social.SourceOK || b.ledger.published["2"] != 1 {
		t.Errorf("second run %+v, published %v", run, b.ledger.published)
	}
}

func TestConditionalRequests(t *testing.T) {
	srv := newHostile(t)
	version, down := `"v1"`, false
	srv.mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", version)
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 11:00:00 GMT")
		switch {
		case down:
			io.WriteString(w, "<html>maintenance</html>")
		case r.Header.Get("If-None-Match") == version && r.Header.Get("If-Modified-Since") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			json.NewEncoder(w).Encode(wirePage{Posts: []wirePost{ago(version, time.Hour)}})
		}
	})
	b := newRig(t, town(srv, "feed"))
	b.adapter.conditional = true
	for i, want := range []int64{1, 0, 0} {
		if run := b.crawl("town"); run.Posts != want || run.State != social.SourceOK {
			t.Errorf("run %d: %+v, want %d posts", i+1, run, want)
		}
	}
	version, down = `"v2"`, true
	if run := b.crawl("town"); run.State != social.SourceBroken {
		t.Errorf("run %+v, want broken", run)
	}
	down = false
	if run := b.crawl("town"); run.Posts != 1 {
		t.Errorf("a run that failed moved the validators: %+v", run)
	}
}

func TestRunStates(t *testing.T) {
	srv := newHostile(t)
	srv.serve("/ok", wirePage{Posts: []wirePost{ago("1", time.Hour)}})
	srv.serve("/skips", wirePage{Posts: []wirePost{{ID: "unreadable"}}})
	srv.serve("/panic", wirePage{})
	srv.serve("/gone-later", wirePage{Posts: []wirePost{ago("2", time.Hour)}, Next: []string{"/gone", "/gone-later/2"}})
	srv.serve("/gone-later/2", wirePage{Posts: []wirePost{ago("3", time.Hour)}})
	srv.serve("/fails-later", wirePage{Posts: []wirePost{ago("4", time.Hour)}, Next: []string{"/down"}})
	srv.serve("/forbidden/x", wirePage{})
	srv.status("/gone", 410)
	srv.status("/down", 500)
	srv.status("/no", 403)
	srv.mux.HandleFunc("/limit", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(429)
	})
	srv.mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `<!doctype html><form action="/login"><input type="password">`)
	})
	srv.mux.HandleFunc("/text", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "it works") })
	srv.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
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
			b := newRig(t, town(srv, tt.lanes...))
			run := b.crawl("town")
			if run.State != tt.want || !strings.Contains(run.Fault, tt.fault) || (tt.fault == "") != (run.Fault == "") {
				t.Errorf("run %+v, want %s with a fault of %q", run, tt.want, tt.fault)
			}
			for _, lane := range tt.lanes {
				committed := !b.cursor("town", lane).First.IsZero()
				if wanted := lane == "ok" || lane == "skips" || lane == "gone-later"; committed != wanted {
					t.Errorf("cursor of %s committed: %v, want %v", lane, committed, wanted)
				}
			}
			if b.ledger.runs[run.ID].State != tt.want {
				t.Errorf("run handed on %+v", b.ledger.runs[run.ID])
			}
		})
	}
}

func TestUnreachableServer(t *testing.T) {
	srv := newHostile(t)
	src := town(srv, "tea")
	srv.Close()
	b := newRig(t, src)
	if run := b.crawl("town"); run.State != social.SourceUnreachable || run.Requests != 0 {
		t.Errorf("run %+v, want unreachable and nothing sent", run)
	}
}

func TestPagingEnds(t *testing.T) {
	srv := newHostile(t)
	endless := 0
	srv.mux.HandleFunc("/endless/{n...}", func(w http.ResponseWriter, r *http.Request) {
		endless++
		json.NewEncoder(w).Encode(wirePage{Posts: []wirePost{ago(fmt.Sprint(endless), time.Hour)}, Next: []string{fmt.Sprintf("/endless/%d", endless)}})
	})
	srv.serve("/a", wirePage{Posts: []wirePost{ago("a", time.Hour)}, Next: []string{"/b", "/b"}})
	srv.serve("/b", wirePage{Posts: []wirePost{ago("b", time.Hour)}, Next: []string{"/a"}})
	fan := wirePage{Posts: []wirePost{ago("c", time.Hour)}}
	for i := range 20_000 {
		fan.Next = append(fan.Next, fmt.Sprintf("/leaf/%d", i))
	}
	srv.serve("/fan", fan)
	srv.serve("/leaf/{n}", wirePage{})
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
			b := newRig(t, town(srv, tt.lane))
			b.change = func(o *Options) { o.MaxPages = 25 }
			run := b.crawl("town")
			if run.State != social.SourcePartial || !strings.Contains(run.Fault, tt.fault) || run.Skipped != tt.skipped || run.Requests != tt.requests {
				t.Errorf("run %+v, want partial, %q, %d skipped, %d requests", run, tt.fault, tt.skipped, tt.requests)
			}
			if b.cursor("town", tt.lane).First.IsZero() {
				t.Error("the cursor was not committed")
			}
		})
	}
}
