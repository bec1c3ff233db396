package fetch_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestHostThatStaysDown wants a few dozen requests in a day of runs, one every
// five minutes, and not hundreds.
func TestHostThatStaysDown(t *testing.T) {
	clk := clocktest.New(runtest.Noon)
	up := false
	s := newTimedServer(t, clk, func(w http.ResponseWriter, r *http.Request, n int) {
		if !up {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		send(w, "application/json", page(n, ""))
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: s.URL, Tags: []string{"lane"}})
	b.Clock = clk
	fetcher := runtest.Fetcher(clk, func(o *fetch.Options) { o.State = runtest.StatePort{Ledger: b.Ledger} })
	b.Change = func(o *run.Options) { o.Fetcher = fetcher }
	const runs = 24 * 12
	for range runs {
		run := b.Crawl("town")
		if run.State != social.SourceUnreachable || !strings.Contains(run.Fault, "503 Service Unavailable") {
			t.Fatalf("%+v", run)
		}
		clk.Advance(5 * time.Minute)
	}
	asked := len(s.times)
	t.Logf("%d runs sent %d requests", runs, asked)
	if asked > 60 {
		t.Errorf("%d requests to a host that is down", asked)
	}
	up = true
	clk.Advance(time.Hour)
	if run := b.Crawl("town"); run.State != social.SourceOK || run.Posts != 2 {
		t.Errorf("when it is up again: %+v", run)
	}
}

// TestRobotsThatChange wants an answer to be used for a day.
func TestRobotsThatChange(t *testing.T) {
	clk := clocktest.New(runtest.Noon)
	rules, asked := "User-agent: *\nDisallow:\n", 0
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		asked++
		if rules == "" {
			w.WriteHeader(http.StatusInternalServerError)
		}
		io.WriteString(w, rules)
	})
	srv.Serve("/lane", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", time.Hour)}})
	b := runtest.NewRig(t, runtest.Town(srv, "lane"))
	b.Clock = clk
	for i, step := range []struct {
		rules string
		wait  time.Duration
		state social.SourceState
		says  string
		asked int
	}{
		{"User-agent: *\nDisallow:\n", 0, social.SourceOK, "", 1},
		{"User-agent: *\nDisallow: /\n", time.Hour, social.SourceOK, "", 1},
		{"User-agent: *\nDisallow: /\n", 24 * time.Hour, social.SourceDisallowed, "forbids " + srv.URL + "/lane", 2},
		{"User-agent: *\nAllow: /\n", time.Hour, social.SourceDisallowed, "forbids", 2},
		{"User-agent: *\nAllow: /\n", 24 * time.Hour, social.SourceOK, "", 3},
		{"", 25 * time.Hour, social.SourceDisallowed, "cannot be read", 6},
		{"User-agent: *\nAllow: /\n", time.Hour, social.SourceOK, "", 7},
	} {
		rules = step.rules
		clk.Advance(step.wait)
		run := b.Crawl("town")
		if run.State != step.state || !strings.Contains(run.Fault, step.says) || asked != step.asked {
			t.Errorf("step %d: %s after %d requests for robots.txt, want %s after %d: %s", i+1, run.State, asked, step.state, step.asked, run.Fault)
		}
	}
}

// TestSlowBody wants an answer that never ends to be given up, and retried
// twice. A machine that is too slow to get the answer in time passes as well.
func TestSlowBody(t *testing.T) {
	clk := clocktest.New(runtest.Noon)
	s := newTimedServer(t, clk, func(w http.ResponseWriter, r *http.Request, n int) {
		send(w, "application/json", `{"posts":[`)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: s.URL, Tags: []string{"lane"}})
	b.Clock = clk
	b.Change = func(o *run.Options) {
		o.Fetcher = runtest.Fetcher(clk, func(o *fetch.Options) { o.Timeout = 400 * time.Millisecond })
	}
	run := b.Crawl("town")
	if run.State != social.SourceUnreachable || !strings.Contains(run.Fault, "no whole answer in time") || run.Requests > 6 {
		t.Errorf("%+v", run)
	}
}
