package soak

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample/feed"
)

// unchanging are feeds that never change, and say so.
type unchanging struct {
	feeds
	mu sync.Mutex
	// whole and unchanged count answers with a feed and answers of 304.
	whole, unchanged int
}

func newUnchanging(t *testing.T) *unchanging {
	t.Helper()
	f := &unchanging{feeds: feeds{began: time.Now().Add(-time.Hour)}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{feed}/feed.xml", f.answer)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func (f *unchanging) answer(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("feed"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	version := fmt.Sprintf(`"v%d"`, number)
	known := r.Header.Get("If-None-Match") == version
	f.mu.Lock()
	if known {
		f.unchanged++
	} else {
		f.whole++
	}
	f.mu.Unlock()
	w.Header().Set("ETag", version)
	if known {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	var shown []feed.Entry
	for i := entries - 1; i >= 0; i-- {
		shown = append(shown, f.entry(number, i))
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	_, _ = w.Write(feed.RSS(feed.Channel{Title: name(number), Language: "en", Base: f.URL, Path: r.URL.Path, Modified: shown[0].Created}, "utf-8", shown))
}

// take returns what was answered since it was called before.
func (f *unchanging) take() (whole, unchanged int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	whole, unchanged = f.whole, f.unchanged
	f.whole, f.unchanged = 0, 0
	return whole, unchanged
}

// TestEveryRunEnds crawls all sources twice. After each round every run has ended and says so, its
// source answers, and the log has a line for it; the second round is answered 304 alone.
func TestEveryRunEnds(t *testing.T) {
	f := newUnchanging(t)
	dir := t.TempDir()
	configure(t, dir, &f.feeds, *sources)
	for round := range 2 {
		began := time.Now()
		got := clitest.Run(t, dir, "crawl", "--once", "--json").Want(t, 0)
		var sum clitest.Summary
		if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
			t.Fatal(err)
		}
		whole, unchanged := f.take()
		requests := 0
		for _, run := range sum.Runs {
			requests += run.Requests
		}
		lines := strings.Count(got.Err, "\n")
		t.Logf("round %d: %d sources in %.0f s: %d requests, %d whole feeds, %d times 304; %d posts new, %d updated; %d lines of log, %d bytes; program and engine at most %d MiB",
			round+1, len(sum.Runs), time.Since(began).Seconds(), requests, whole, unchanged, sum.New, sum.Updated, lines, len(got.Err), got.Peak>>20)
		if want := []int{*sources, 0, *sources * entries}; round == 0 && (whole != want[0] || unchanged != want[1] || sum.New != want[2]) {
			t.Errorf("the first round: want %d whole feeds and %d posts", want[0], want[2])
		}
		if round == 1 && (whole != 0 || unchanged != *sources || sum.New+sum.Updated != 0) {
			t.Errorf("the second round: want every feed to be unchanged")
		}
		if crawled := len(regexp.MustCompile(`msg="source crawled"`).FindAllString(got.Err, -1)); crawled != *sources || lines > *sources+*sources/10+30 {
			t.Errorf("round %d: %d lines say that a source was crawled, of %d lines", round+1, crawled, lines)
		}
		allEnded(t, dir)
	}
}

// allEnded wants every source to answer, and no run of it to be under way.
func allEnded(t *testing.T, dir string) {
	t.Helper()
	var rows []struct {
		Source  string
		State   string
		Verdict struct {
			Condition string
			Running   bool
		}
		LastRun struct {
			State    string
			Finished time.Time
		} `json:"last_run"`
		LastSuccess time.Time `json:"last_success"`
	}
	if err := json.Unmarshal([]byte(clitest.Run(t, dir, "source", "health", "--json").Want(t, 0).Out), &rows); err != nil {
		t.Fatal(err)
	}
	ended := 0
	for _, row := range rows {
		if row.State == "ok" && row.LastRun.State == "ok" && !row.LastRun.Finished.IsZero() && row.Verdict.Condition == "answers" && !row.Verdict.Running && !row.LastSuccess.IsZero() {
			ended++
		} else if ended == len(rows)-1 || len(rows) < 10 {
			t.Logf("%+v", row)
		}
	}
	if ended != *sources {
		t.Errorf("%d of %d sources stand as read to the end", ended, *sources)
	}
}
