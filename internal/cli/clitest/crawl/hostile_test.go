package crawl

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample"
	"earshot/internal/social"
)

// mostMemory bounds a crawl that is offered ten gigabytes, engine included.
const mostMemory = 1200 << 20

// expectation is how a source misbehaves and how its run should end: in which
// state, with which words in the fault, which always names the server.
type expectation struct {
	fault sample.Fault
	state social.SourceState
	says  string
}

// misbehave crawls while sources misbehave and wants each of them named.
func misbehave(t *testing.T, w *clitest.World, want map[string]expectation) (clitest.Summary, clitest.Result) {
	t.Helper()
	servers := map[string]string{}
	for _, src := range w.Sources() {
		servers[src.Name] = hostOf(t, strings.Join(append(src.URLs, src.BaseURL), ""))
		if err := w.Fault(src.Name, want[src.Name].fault); err != nil {
			t.Fatal(err)
		}
	}
	sum, got := w.Crawl(t, 1)
	if len(sum.Runs) != len(servers) {
		t.Errorf("%d runs of %d sources", len(sum.Runs), len(servers))
	}
	for _, run := range sum.Runs {
		e, spoilt := want[run.Source]
		if !spoilt {
			e.state = social.SourceOK
		}
		if run.State != string(e.state) || !strings.Contains(run.Fault, e.says) {
			t.Errorf("%s is %s, want %s with %q: %s", run.Source, run.State, e.state, e.says, run.Fault)
		}
		if e.state.Failing() && !strings.Contains(run.Fault, servers[run.Source]) {
			t.Errorf("%s: the fault does not name %s: %s", run.Source, servers[run.Source], run.Fault)
		}
		if named := strings.Contains(got.Err, "earshot: source "+run.Source+": "+e.state.Word()+": "); named != e.state.Failing() {
			t.Errorf("%s is named on stderr: %v\n%s", run.Source, named, clitest.Tail(got.Err))
		}
	}
	return sum, got
}

// TestHostileAnswers has every source but one misbehave in its own way. The
// faults are named, nothing else is lost, and when they are over the next
// crawl is complete.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.05)
	sum, got := misbehave(t, w, map[string]expectation{
		"roasters-weekly": {sample.Fault{Malformed: true}, social.SourceBroken, "/feed.xml ended before its end"},
		"grind-report":    {sample.Fault{HugeBody: 10 << 30}, social.SourceBroken, "/feed.json: "},
		"hacker-news":     {sample.Fault{HTML: true}, social.SourceLogin, "/api/v1/search_by_date"},
		"bohnenblog":      {sample.Fault{Status: http.StatusForbidden}, social.SourceBlocked, "/atom.xml answered 403"},
		"kafei-ribao":     {sample.Fault{Status: http.StatusTooManyRequests, RetryAfter: time.Hour}, social.SourceLimited, "/feed.xml: "},
		"kaffee-social":   {sample.Fault{Drop: true}, social.SourceUnreachable, "/api/v"},
		"brew-social":     {sample.Fault{NotAnImage: true}, social.SourceOK, ""},
	})
	if sum.PicturesFailed == 0 {
		t.Error("no picture is counted as failed")
	}
	t.Logf("peak memory %d MiB", got.Peak>>20)
	if got.Peak > mostMemory {
		t.Errorf("held %d MiB", got.Peak>>20)
	}
	// The feed that is cut in the middle has its newest posts before the cut.
	want := w.Expected("roasters-weekly")
	for _, run := range sum.Runs {
		if run.Source == "roasters-weekly" {
			want = want[len(want)-run.Posts:]
		}
	}
	w.CompareWith(t, append(want, w.Expected("brew-social")...))

	misbehave(t, w, map[string]expectation{
		"hacker-news":   {sample.Fault{Malformed: true}, social.SourceBroken, "/api/v1/search_by_date"},
		"grind-report":  {sample.Fault{Malformed: true}, social.SourceBroken, "/feed.json: "},
		"bohnenblog":    {sample.Fault{HTML: true}, social.SourceLogin, "/atom.xml "},
		"kaffee-social": {sample.Fault{HTML: true}, social.SourceLogin, "/api/v"},
	})
	for _, src := range w.Sources() {
		if err := w.Fault(src.Name, sample.Fault{}); err != nil {
			t.Fatal(err)
		}
	}
	w.Crawl(t, 0)
	w.Compare(t)
}

// TestPicturesThatAreNone wants pictures that cannot be read counted, and no
// source blamed for them.
func TestPicturesThatAreNone(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.05)
	for _, src := range w.Sources() {
		if err := w.Fault(src.Name, sample.Fault{NotAnImage: true}); err != nil {
			t.Fatal(err)
		}
	}
	sum, _ := w.Crawl(t, 0)
	if sum.Pictures != 0 || sum.PicturesFailed == 0 {
		t.Errorf("%d pictures ready, %d failed", sum.Pictures, sum.PicturesFailed)
	}
	w.Compare(t)
}

// TestHostileServers offers what the sample has no fault for, beside a sound
// source that must not suffer.
func TestHostileServers(t *testing.T) {
	t.Parallel()
	bomb := bombMember(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /bomb.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Set("Content-Encoding", "gzip")
		for range 10 << 10 { // ten gigabytes, a mebibyte at a time
			if _, err := w.Write(bomb); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("GET /cut.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Half`)
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("GET /circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) })
	mux.HandleFunc("GET /deep.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/feed+json")
		_, _ = io.WriteString(w, strings.Repeat(`{"items":[`, 1<<20))
	})
	mux.HandleFunc("GET /empty.xml", func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)

	w := clitest.NewWorld(t, 0.02)
	want := map[string]social.SourceState{
		"bomb.xml": social.SourceBroken, "cut.xml": social.SourceUnreachable, "circle": social.SourceBroken,
		"deep.json": social.SourceBroken, "empty.xml": social.SourceBroken, "gone.xml": social.SourceBroken,
	}
	var sources []map[string]any
	for name := range want {
		sources = append(sources, map[string]any{"name": name, "platform": "feed", "urls": []string{server.URL + "/" + name}, "every": "1h"})
	}
	w.Configure(t, sources...)
	sum, got := w.Crawl(t, 1)
	for _, run := range sum.Runs {
		state, hostile := want[run.Source]
		if !hostile {
			state = social.SourceOK
		}
		if run.State != string(state) || (hostile && !strings.Contains(run.Fault, server.URL+"/"+run.Source)) {
			t.Errorf("%s is %s, want %s: %s", run.Source, run.State, state, run.Fault)
		}
	}
	t.Logf("peak memory %d MiB", got.Peak>>20)
	if got.Peak > mostMemory {
		t.Errorf("held %d MiB", got.Peak>>20)
	}
	w.Compare(t)
}

// bombMember is a mebibyte of spaces as a gzip member; members may follow one
// another (RFC 1952, 2.2).
func bombMember(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// hostOf is the part of an address that names the server.
func hostOf(t *testing.T, address string) string {
	t.Helper()
	rest, ok := strings.CutPrefix(address, "http://")
	if !ok {
		t.Fatalf("address %q", address)
	}
	host, _, _ := strings.Cut(rest, "/")
	return host
}
