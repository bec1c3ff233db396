package attack

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

const (
	// mostMemory is what the program, without its engine, may hold while it is
	// attacked in every way at once, in bytes.
	mostMemory = 896 << 20
	// mostFault is how long a sentence about a source may be, in bytes.
	mostFault = 4 << 10
	// flood is how long an endless answer would be, in bytes.
	flood = 10 << 30
)

// only looks at one attack by itself.
var only = flag.String("bomb", "", "the bombs to send: those whose name holds this")

// bomb is an answer that costs its reader more than its sender, and how a crawl of
// it must end.
type bomb struct {
	platform string
	serve    func(http.ResponseWriter)
	state    social.SourceState
}

// as sends a body of a kind, in parts until the reader leaves.
func as(kind, coding string, parts ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", kind)
		if coding != "" {
			w.Header().Set("Content-Encoding", coding)
		}
		for _, part := range parts {
			if _, err := io.WriteString(w, part); err != nil {
				return
			}
		}
	}
}

// endless sends a part again and again, up to flood bytes of it.
func endless(kind, coding, part string, weighs int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Encoding", coding)
		for range flood / weighs {
			if _, err := io.WriteString(w, part); err != nil {
				return
			}
		}
	}
}

func gzipped(text string) string {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return packed.String()
}

// brotlied is 64 mebibytes of spaces in 102 bytes of Brotli (RFC 7932).
const brotlied = "y///PwAkQOKxQHLv//j//weABEAcFoDu/R////8AkACIwwLQvf/j//8fABIAcVgAuvd//P//A0ACIA4LQPf+j///fwBIAMRhAeje//H//w8ACYA4LADd+z/+//8BIAEQhwWge/83"

func unbased(text string) string {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// laughs is a document of entities that stand for ten of the one before (CVE-2003-1564).
func laughs() string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"northwind\">")
	for i := range 12 {
		fmt.Fprintf(&b, "<!ENTITY l%d %q>", i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	b.WriteString("]><rss version=\"2.0\"><channel><title>&l12;</title><item><title>&l12;</title><guid>urn:l</guid><link>https://l.example/</link><description>&l12;</description></item></channel></rss>")
	return b.String()
}

// outside is a document that asks for what lies elsewhere (CWE-611).
func outside(address string) string {
	return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "` + address + `"><!ENTITY % p SYSTEM "` + address + `"> %p;]>` +
		`<rss version="2.0"><channel><title>x</title><item><title>northwind &f; &h;</title><guid>urn:o</guid><link>https://o.example/</link><description>&f;</description></item></channel></rss>`
}

const (
	rss  = "application/rss+xml"
	feed = "application/feed+json"
	page = "text/html; charset=utf-8"
)

// bombs are attacks by the names of the sources that bring them. reached counts who
// follows what a document points to.
func bombs(reached string) map[string]bomb {
	const m = 1 << 20
	slowly := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", rss)
		for range 4 * 60 {
			if _, err := io.WriteString(w, " "); err != nil || http.NewResponseController(w).Flush() != nil {
				return
			}
			time.Sleep(time.Second)
		}
	}
	headers := func(number, size int) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			for i := range number {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("a", size))
			}
		}
	}
	open := `<rss version="2.0"><channel><title>x</title><item><title>`
	return map[string]bomb{
		"gzip":            {"feed", endless(rss, "gzip", gzipped(strings.Repeat(" ", m)), m), social.SourceBroken},
		"gzip-twice":      {"feed", as(rss, "gzip", gzipped(gzipped(strings.Repeat(" ", 512*m)))), social.SourceBroken},
		"gzip-in-gzip":    {"feed", as(rss, "gzip, gzip", gzipped(gzipped(strings.Repeat(" ", 64*m)))), social.SourceBroken},
		"deflate":         {"feed", as(rss, "deflate", strings.Repeat("\x00\x00\x00\xff\xff", m)), social.SourceBroken},
		"brotli":          {"feed", as(rss, "br", unbased(brotlied)), social.SourceBroken},
		"unknown-coding":  {"feed", as(rss, "zstd", "x"), social.SourceBroken},
		"zip":             {"feed", as("application/zip", "", "PK\x03\x04"+strings.Repeat("\x00", m)), social.SourceBroken},
		"laughs":          {"feed", as(rss, "", laughs()), social.SourceOK},
		"quadratic":       {"feed", as(rss, "", `<!DOCTYPE r [<!ENTITY a "`+strings.Repeat("a", m)+`">]>`+open, strings.Repeat("&a;", m), "</title></item></channel></rss>"), social.SourceOK},
		"outside":         {"feed", as(rss, "", outside(reached)), social.SourceOK},
		"xml-depth":       {"feed", as(rss, "", `<rss version="2.0"><channel>`, strings.Repeat("<a>", 5*m)), social.SourceBroken},
		"xml-item-depth":  {"feed", as(rss, "", open, strings.Repeat("<b>", 4*m)), social.SourcePartial},
		"xml-attributes":  {"feed", as(rss, "", "<rss ", strings.Repeat(`a="b" `, 2*m), "/>"), social.SourceBroken},
		"xml-items":       {"feed", as(rss, "", `<rss version="2.0"><channel><title>x</title>`, strings.Repeat("<item/>", 2*m), "</channel></rss>"), social.SourceBroken},
		"html-in-feed":    {"feed", as(rss, "", open+"x</title><guid>urn:h</guid><link>https://h.example/</link><description>", strings.Repeat("&lt;b&gt;", m), "</description></item></channel></rss>"), social.SourceOK},
		"json-depth":      {"feed", as(feed, "", `{"version":"https://jsonfeed.org/version/1.1","items":`, strings.Repeat("[", 15*m)), social.SourceBroken},
		"json-objects":    {"feed", as(feed, "", strings.Repeat(`{"items":[`, m)), social.SourceBroken},
		"json-number":     {"feed", as(feed, "", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":`, strings.Repeat("9", 8*m), `}]}`), social.SourcePartial},
		"json-exponent":   {"feed", as(feed, "", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":1e999999999,"url":"https://e.example/"}]}`), social.SourcePartial},
		"json-empty":      {"feed", as(feed, "", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[`, strings.Repeat("{},", 5*m), `{}]}`), social.SourceBroken},
		"json-statuses":   {"mastodon", as("application/json", "", "[", strings.Repeat(`{"id":"1","account":{}},`, m/2), `{}]`), social.SourceBroken},
		"html-depth":      {"web", as(page, "", "<html><body>", strings.Repeat("<div>", m)), social.SourceBroken},
		"html-formatting": {"web", as(page, "", "<html><body>", strings.Repeat("<b><p>", m/2)), social.SourceBroken},
		"html-tables":     {"web", as(page, "", "<html><body>", strings.Repeat("<table><tr><td>", m/4)), social.SourceBroken},
		"html-attributes": {"web", as(page, "", "<html><body ", strings.Repeat("a=b ", m), ">"), social.SourcePartial},
		"declared":        {"web", as(page, "", `<html><script type="application/ld+json">`, strings.Repeat(`{"@graph":[`, m/3), "</script></html>"), social.SourcePartial},
		"header-lines":    {"feed", headers(50_000, 10), social.SourceUnreachable},
		"header-size":     {"feed", headers(1, 20*m), social.SourceUnreachable},
		"slow":            {"feed", slowly, social.SourceUnreachable},
	}
}

// hostile serves the bombs at their names, below whatever path is asked.
func hostile(t *testing.T) (server *httptest.Server, all map[string]bomb, reached *atomic.Int64) {
	t.Helper()
	reached = new(atomic.Int64)
	mux := http.NewServeMux()
	mux.HandleFunc("/reached", func(http.ResponseWriter, *http.Request) { reached.Add(1) })
	mux.HandleFunc("/robots.txt", http.NotFound)
	server = httptest.NewServer(mux)
	t.Cleanup(server.Close)
	all = bombs(server.URL + "/reached")
	for name, b := range all {
		if !strings.Contains(name, *only) {
			delete(all, name)
			continue
		}
		serve := func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/robots.txt") {
				http.NotFound(w, r)
				return
			}
			b.serve(w)
		}
		mux.HandleFunc("/"+name, serve)
		mux.HandleFunc("/"+name+"/", serve)
	}
	return server, all, reached
}

// TestBombs crawls answers that are small to send and large to read, all at once and
// beside sound platforms: each ends and is named, the program stays small, and the
// sound platforms are read whole.
func TestBombs(t *testing.T) {
	server, all, reached := hostile(t)
	w := clitest.NewWorld(t, 0.02)
	var sources []map[string]any
	for name, b := range all {
		s := map[string]any{"name": name, "platform": b.platform, "every": "1h"}
		if b.platform == "mastodon" {
			s["base_url"], s["tags"] = server.URL+"/"+name, []string{"x"}
		} else {
			s["urls"] = []string{server.URL + "/" + name}
		}
		sources = append(sources, s)
	}
	w.Configure(t, sources...)
	began := time.Now()
	sum, peak := crawlWatched(t, w)
	ended := 0
	for _, run := range sum.Runs {
		b, hostile := all[run.Source]
		if !hostile {
			b.state = social.SourceOK
		}
		ended++
		if len(run.Fault) > mostFault {
			t.Errorf("%s: the fault has %d bytes", run.Source, len(run.Fault))
		}
		if run.State != string(b.state) || hostile && b.state.Failing() && !strings.Contains(run.Fault, server.URL) {
			t.Errorf("%s is %s, want %s: %.300s", run.Source, run.State, b.state, run.Fault)
		}
		if hostile {
			t.Logf("%-16s %-12s %.150s", run.Source, run.State, run.Fault)
		}
	}
	if want := len(all) + len(w.Sources()); ended != want {
		t.Errorf("%d runs ended of %d", ended, want)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d addresses were followed that only an entity names", n)
	}
	t.Logf("%d bombs, %s, the program held %d MiB", len(all), time.Since(began).Round(time.Second), peak>>20)
	if peak > mostMemory {
		t.Errorf("the program held %d MiB", peak>>20)
	}
	if out := w.Run(t, "export", "posts").Want(t, 0).Out; strings.Contains(out, "root:") {
		t.Error("a file of this machine stands in a post")
	}
}
