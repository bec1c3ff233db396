package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// board is a platform that lists posts, leads to threads and shows single posts, and
// whose words for one that is not there are known.
type board struct{ threaded }

func (board) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	return crawler.Request{URL: scope.Source.BaseURL + "/post/" + ref.ID}, !strings.HasPrefix(ref.ID, "list")
}

func (board) Refusal(resp crawler.Response) error {
	if strings.Contains(string(resp.Body), "no such post") {
		return crawler.Withdrawn("no such post")
	}
	return nil
}

// forum is a server of such a platform whose content the test changes.
type forum struct {
	*runtest.Rig
	replies map[string]int
	// listed and threads are what lists show; single says how a post is answered by
	// itself: "" shows it.
	listed  []runtest.Post
	threads map[string][]runtest.Post
	single  map[string]string
	asked   []string
	listing int
}

func newForum(t *testing.T, change ...func(*social.Source)) *forum {
	srv := runtest.NewServer(t)
	src := social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea"}, History: 30 * 24 * time.Hour, Revisits: 20, Comments: 1}
	for _, c := range change {
		c(&src)
	}
	f := &forum{Rig: runtest.NewRig(t, src), replies: map[string]int{}, threads: map[string][]runtest.Post{}, single: map[string]string{}}
	srv.Mux.HandleFunc("/tea", func(w http.ResponseWriter, _ *http.Request) {
		if f.listing != 0 {
			w.WriteHeader(f.listing)
			return
		}
		json.NewEncoder(w).Encode(runtest.Page{Posts: f.listed})
	})
	srv.Mux.HandleFunc("/thread/{id}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(runtest.Page{Posts: f.threads[r.PathValue("id")], Unordered: true})
	})
	srv.Mux.HandleFunc("/post/{id}", func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		f.asked = append(f.asked, id)
		switch f.single[id] {
		case "":
			json.NewEncoder(w).Encode(runtest.Page{Posts: []runtest.Post{runtest.Ago(id, time.Hour)}})
		case "said":
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"error":"no such post"}`)
		case "private":
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"error":"no such post"}`)
		case "404":
			http.NotFound(w, r)
		case "410":
			w.WriteHeader(http.StatusGone)
		case "login":
			w.WriteHeader(http.StatusUnauthorized)
		case "wall":
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `<html><head><title>Log in</title></head><body><form action="/login"><input type="password" name="password"></form></body></html>`)
		case "down":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "empty":
			fmt.Fprint(w, `{"posts":[]}`)
		}
	})
	due := &shelf{ledger: f.Ledger}
	f.Adapter = board{threaded{f.Paged, f.replies}}
	f.Change = func(o *run.Options) { o.Due = due }
	return f
}

// hide takes posts off the lists, and says how they are answered by themselves.
func (f *forum) hide(how string, ids ...string) {
	keep := func(posts []runtest.Post) []runtest.Post {
		return slices.DeleteFunc(slices.Clone(posts), func(p runtest.Post) bool { return slices.Contains(ids, p.ID) })
	}
	f.listed = keep(f.listed)
	for thread, posts := range f.threads {
		f.threads[thread] = keep(posts)
	}
	for _, id := range ids {
		f.single[id] = how
	}
}

// crawl crawls and returns what was asked for by itself.
func (f *forum) crawl(t *testing.T, want social.SourceState) (asked []string) {
	t.Helper()
	f.asked = nil
	if run := f.Crawl("town"); run.State != want {
		t.Errorf("the run ended %s, want %s: %s", run.State, want, run.Fault)
	}
	slices.Sort(f.asked)
	return f.asked
}

func (f *forum) erased() []string {
	var ids []string
	for id, p := range f.Ledger.Last {
		if p.Deleted {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (f *forum) list(ids ...string) {
	for i, id := range ids {
		f.listed = append(f.listed, runtest.Ago(id, time.Duration(i+1)*time.Hour))
	}
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestMissingPostsAreAskedFor takes posts off a list. What the platform says of each by
// itself decides, and nothing else does.
func TestMissingPostsAreAskedFor(t *testing.T) {
	for _, tt := range []struct {
		how    string
		gone   bool
		asked  int // in the second run, in the third
		again  int
		state  social.SourceState
		broken bool // controls are answered in the same way
	}{
		{how: "said", gone: true, asked: 1, state: social.SourceOK},
		{how: "404", gone: true, asked: 4, state: social.SourceOK},
		{how: "410", gone: true, asked: 4, state: social.SourceOK},
		{how: "private", gone: true, asked: 1, state: social.SourceOK},
		{how: "", asked: 1, state: social.SourceOK},
		{how: "login", asked: 1, again: 1, state: social.SourceOK},
		{how: "wall", asked: 1, again: 1, state: social.SourceOK},
		{how: "down", asked: 3, again: 3, state: social.SourceOK},
		{how: "empty", asked: 1, again: 1, state: social.SourceOK},
		{how: "404", broken: true, asked: 4, again: 4, state: social.SourcePartial},
	} {
		t.Run(fmt.Sprint(tt.how, tt.broken), func(t *testing.T) {
			f := newForum(t)
			f.list("a", "b", "c", "d")
			same(t, "the first run asks for", f.crawl(t, social.SourceOK))
			f.hide(tt.how, "b")
			if tt.broken {
				f.single["a"], f.single["c"], f.single["d"] = tt.how, tt.how, tt.how
			}
			if asked := f.crawl(t, tt.state); len(asked) != tt.asked || !slices.Contains(asked, "b") {
				t.Errorf("the second run asks for %q, want %d with b", asked, tt.asked)
			}
			if tt.gone {
				same(t, "erased", f.erased(), "b")
			} else {
				same(t, "erased", f.erased())
			}
			if asked := f.crawl(t, tt.state); len(asked) != tt.again {
				t.Errorf("the third run asks for %q, want %d", asked, tt.again)
			}
		})
	}
}

// TestAServerThatFailsInBetweenIsNoWord: a server that showed a post and then knows none of
// its addresses any more, as while it is brought up to date, says nothing of posts.
func TestAServerThatFailsInBetweenIsNoWord(t *testing.T) {
	f := newForum(t)
	f.list("a", "b", "c", "d")
	f.crawl(t, social.SourceOK)
	f.hide("", "b")
	f.hide("404", "c")
	f.single["a"], f.single["d"] = "404", "404"
	same(t, "asked for", f.crawl(t, social.SourcePartial), "a", "b", "c", "c", "d")
	same(t, "erased", f.erased())
	f.single["a"], f.single["d"] = "", ""
	f.crawl(t, social.SourceOK)
	same(t, "erased once it is back", f.erased(), "c")
}

// TestAnEmptyListIsNoWord wants each post of a list that shows nothing any more asked
// for, and erased only where the platform says so.
func TestAnEmptyListIsNoWord(t *testing.T) {
	f := newForum(t)
	f.list("a", "b")
	f.crawl(t, social.SourceOK)
	f.hide("", "a", "b")
	same(t, "asked for", f.crawl(t, social.SourceOK), "a", "b")
	same(t, "erased", f.erased())
	f.list("a", "b")
	f.crawl(t, social.SourceOK)
	f.hide("said", "a", "b")
	f.crawl(t, social.SourceOK)
	same(t, "erased", f.erased(), "a", "b")
}

// TestAnOutageIsNoWord wants nothing asked for and nothing erased where the list fails.
func TestAnOutageIsNoWord(t *testing.T) {
	f := newForum(t)
	f.list("a", "b", "c")
	f.crawl(t, social.SourceOK)
	for status, state := range map[int]social.SourceState{500: social.SourceUnreachable, 401: social.SourceLogin, 403: social.SourceBlocked, 404: social.SourceBroken} {
		f.listing = status
		f.single["a"] = "said"
		f.asked = nil
		if run := f.Crawl("town"); run.State == social.SourceOK {
			t.Errorf("under %d the run ended %s, want about %s", status, run.State, state)
		}
		same(t, fmt.Sprint("asked for under ", status), f.asked)
	}
	same(t, "erased", f.erased())
}

// TestMissingReplies takes replies out of a thread that is read again, and leaves those
// of a thread alone that has not changed.
func TestMissingReplies(t *testing.T) {
	f := newForum(t)
	f.list("a", "b")
	f.replies["a"], f.replies["b"] = 3, 2
	f.threads["a"] = []runtest.Post{runtest.Ago("a1", 50*time.Minute), runtest.Ago("a2", 40*time.Minute), runtest.Ago("a3", 30*time.Minute)}
	f.threads["b"] = []runtest.Post{runtest.Ago("b1", 20*time.Minute), runtest.Ago("b2", 10*time.Minute)}
	f.crawl(t, social.SourceOK)
	f.hide("said", "a2", "b2")
	f.replies["a"] = 2
	same(t, "asked for", f.crawl(t, social.SourceOK), "a2")
	same(t, "erased", f.erased(), "a2")
	// A post that is gone leads to its thread no more.
	f.hide("said", "b", "b1")
	same(t, "asked for", f.crawl(t, social.SourceOK), "b", "b1", "b2")
	same(t, "erased", f.erased(), "a2", "b", "b1", "b2")
}

// TestMissingPostsAreBounded asks for as many in a run as `revisits` says, and for none
// where it says none; and not for what lies before the time that is read again, nor for
// what a full page of newest posts may have left out.
func TestMissingPostsAreBounded(t *testing.T) {
	f := newForum(t, func(s *social.Source) { s.Revisits = 2 })
	f.list("a", "b", "c", "d", "e")
	f.crawl(t, social.SourceOK)
	f.hide("said", "b", "c", "d")
	same(t, "asked for", f.crawl(t, social.SourceOK), "b", "c")
	same(t, "asked for next", f.crawl(t, social.SourceOK), "d")
	same(t, "erased", f.erased(), "b", "c", "d")

	f = newForum(t, func(s *social.Source) { s.Revisits = 0 })
	f.list("a", "b")
	f.crawl(t, social.SourceOK)
	f.hide("said", "b")
	same(t, "asked for without revisits", f.crawl(t, social.SourceOK))

	f = newForum(t, func(s *social.Source) { s.Refresh = 2 * time.Hour })
	f.list("a", "b", "c", "d", "e")
	f.crawl(t, social.SourceOK)
	f.hide("said", "b", "e")
	same(t, "asked for of what is read again", f.crawl(t, social.SourceOK), "b")

	f = newForum(t)
	for i := range 20 {
		f.list(fmt.Sprint("p", 100+i))
		f.listed[i].At = runtest.Noon.Add(-time.Duration(i+1) * time.Minute)
	}
	f.crawl(t, social.SourceOK)
	f.listed = append([]runtest.Post{runtest.Ago("new", time.Second)}, f.listed[:18]...)
	f.hide("said", "p105")
	same(t, "asked for of a full page", f.crawl(t, social.SourceOK), "p105")
}

// TestOnlyStoredPostsAreAskedFor leaves out what was never stored.
func TestOnlyStoredPostsAreAskedFor(t *testing.T) {
	f := newForum(t)
	f.list("a", "b", "c")
	f.crawl(t, social.SourceOK)
	delete(f.Ledger.Last, "b")
	f.hide("said", "b", "c")
	same(t, "asked for", f.crawl(t, social.SourceOK), "c")
}

// TestDyingWhilePostsAreMissing lets the process die at each effect of a run.
func TestDyingWhilePostsAreMissing(t *testing.T) {
	points := 0
	for point := 0; ; point++ {
		f := newForum(t)
		f.list("a", "b", "c", "d")
		f.crawl(t, social.SourceOK)
		f.hide("404", "b")
		f.hide("said", "c")
		died, ops := false, 0
		f.Ledger.Die = func(int) error {
			if ops++; ops > point && !died {
				died = true
				return runtest.ErrDied
			}
			return nil
		}
		finish(t, f.Rig)
		if !died {
			break
		}
		points++
		same(t, fmt.Sprint("erased after a death at ", point), f.erased(), "b", "c")
	}
	if points < 20 {
		t.Errorf("only %d points to die at were found", points)
	}
}
