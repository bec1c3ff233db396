package cli_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"earshot/internal/sample"
	"earshot/internal/social"
)

// mostMemory bounds a crawl that is offered ten gigabytes, engine included.
const mostMemory = 1200 << 20

// TestHostileAnswers has every source but one misbehave in its own way. The
// faults are named, nothing else is lost, and when they are over the next
// crawl is complete.
func TestHostileAnswers(t *testing.T) {
	w := newWorld(t, 0.05)
	spoilt := map[string]struct {
		fault sample.Fault
		state social.SourceState
		says  string
	}{
		"roasters-weekly": {sample.Fault{Malformed: true}, social.SourceBroken, "/feed.xml"},
		"grind-report":    {sample.Fault{HugeBody: 10 << 30}, social.SourceBroken, "/feed.json: "},
		"hacker-news":     {sample.Fault{HTML: true}, social.SourceBroken, "/api/v1/search_by_date"},
		"bohnenblog":      {sample.Fault{Status: http.StatusForbidden}, social.SourceBlocked, "/atom.xml answered 403"},
		"kafei-ribao":     {sample.Fault{Status: http.StatusTooManyRequests, RetryAfter: time.Hour}, social.SourceLimited, "/feed.xml answered 429"},
		"kaffee-social":   {sample.Fault{Drop: true}, social.SourceUnreachable, "/api/v1/"},
		"brew-social":     {sample.Fault{NotAnImage: true}, social.SourceOK, ""},
	}
	bases := map[string]string{}
	for _, src := range w.Sources() {
		bases[src.Name] = strings.Join(append(src.URLs, src.BaseURL), "")
		if err := w.Fault(src.Name, spoilt[src.Name].fault); err != nil {
			t.Fatal(err)
		}
	}
	sum, got := w.crawl(t, 1)
	if len(sum.Runs) != len(spoilt) {
		t.Errorf("%d runs, want %d", len(sum.Runs), len(spoilt))
	}
	for _, run := range sum.Runs {
		want := spoilt[run.Source]
		if run.State != string(want.state) || !strings.Contains(run.Fault, want.says) || (want.says != "" && !strings.Contains(run.Fault, hostOf(t, bases[run.Source]))) {
			t.Errorf("%s is %s, want %s with %q: %s", run.Source, run.State, want.state, want.says, run.Fault)
		}
		if named := strings.Contains(got.err, "earshot: source "+run.Source+": "+run.State+": "); named != want.state.Failing() {
			t.Errorf("%s: on stderr: %v\n%s", run.Source, named, tail(got.err))
		}
	}
	if sum.PicturesFailed == 0 {
		t.Error("no picture is counted as failed")
	}
	t.Logf("peak memory %d MiB", got.peak>>20)
	if got.peak > mostMemory {
		t.Errorf("held %d MiB", got.peak>>20)
	}
	w.compareWith(t, w.Expected("brew-social"))

	for name := range spoilt {
		if err := w.Fault(name, sample.Fault{}); err != nil {
			t.Fatal(err)
		}
	}
	w.crawl(t, 0)
	w.compare(t)
}

// TestPicturesThatAreNone wants pictures that cannot be read counted, and no
// source blamed for them.
func TestPicturesThatAreNone(t *testing.T) {
	w := newWorld(t, 0.05)
	for _, src := range w.Sources() {
		if err := w.Fault(src.Name, sample.Fault{NotAnImage: true}); err != nil {
			t.Fatal(err)
		}
	}
	sum, _ := w.crawl(t, 0)
	if sum.Pictures != 0 || sum.PicturesFailed == 0 {
		t.Errorf("%d pictures ready, %d failed", sum.Pictures, sum.PicturesFailed)
	}
	w.compare(t)
}

// TestHostileServers offers what the sample has no fault for, beside a sound
// source that must not suffer.
func TestHostileServers(t *testing.T) {
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

	w := newWorld(t, 0.02)
	want := map[string]social.SourceState{
		"bomb.xml": social.SourceBroken, "cut.xml": social.SourceUnreachable, "circle": social.SourceBroken,
		"deep.json": social.SourceBroken, "empty.xml": social.SourceBroken, "gone.xml": social.SourceUnreachable,
	}
	var sources []map[string]any
	for name := range want {
		sources = append(sources, map[string]any{"name": name, "platform": "feed", "urls": []string{server.URL + "/" + name}, "every": "1h"})
	}
	w.configure(t, sources...)
	sum, got := w.crawl(t, 1)
	for _, run := range sum.Runs {
		state, hostile := want[run.Source]
		if !hostile {
			state = social.SourceOK
		}
		if run.State != string(state) || (hostile && !strings.Contains(run.Fault, server.URL+"/"+run.Source)) {
			t.Errorf("%s is %s, want %s: %s", run.Source, run.State, state, run.Fault)
		}
	}
	t.Logf("peak memory %d MiB", got.peak>>20)
	if got.peak > mostMemory {
		t.Errorf("held %d MiB", got.peak>>20)
	}
	w.compare(t)
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
