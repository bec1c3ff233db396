package replay_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/crawler/fetch"
	"earshot/crawler/replay"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// TestWhatIsReplayed records a crawl, "repairs" the adapter and reads it again.
func TestWhatIsReplayed(t *testing.T) {
	srv := runtest.NewServer(t)
	dir := t.TempDir()
	srv.Mux.HandleFunc("/tea", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "hidden-cookie"})
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(runtest.Gzip(fmt.Sprintf(`{"posts":[{"id":"1","at":%q},{"id":"unreadable","at":%[1]q}]}`, runtest.Noon.Add(-time.Hour).Format(time.RFC3339))))
	})
	srv.Mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/tea", http.StatusFound) })
	srv.Status("/no", 403)
	src := runtest.Town(srv, "tea", "moved", "no")
	src.Credentials = map[string]string{"token": "hidden-token"}
	b := runtest.NewRig(t, src)
	b.Paged.Signed = true
	folder := warc.NewFolder(warc.Options{Dir: dir, Clock: b.Clock})
	b.Change = func(o *run.Options) { o.Evidence = folder }
	if run := b.Crawl("town"); run.Posts != 2 || run.State != social.SourcePartial {
		t.Fatalf("%+v", run)
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	if got := srv.Asked[len(srv.Asked)-1].Header.Get("Authorization"); got != "Bearer hidden-token" {
		t.Errorf("the credentials were not used: %q", got)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if text := unpacked(t, data); strings.Contains(text, "hidden-") || !strings.Contains(text, "GET /tea HTTP/1.1\r\n") {
		t.Errorf("the archive holds what it must not, or not what it must:\n%.2000s", text)
	}

	asked := len(srv.Paths())
	clear(b.Ledger.Published)
	b.Paged.Repaired = true
	done, err := replay.Archive(t.Context(), b.Runner(), bytes.NewReader(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Sources) != 1 || done.Sources[0].Answers != 2 || done.Sources[0].Posts != 4 || done.Refusals != 2 || done.Fault != "" {
		t.Errorf("%+v", done)
	}
	if b.Ledger.Published["1"] != 2 || b.Ledger.Published["repaired"] != 2 || b.Ledger.Last["repaired"].FetchedAt.Sub(runtest.Noon) > time.Minute || b.Ledger.Last["repaired"].Source != "town" {
		t.Errorf("published %v, the last %+v", b.Ledger.Published, b.Ledger.Last["repaired"])
	}
	if n := len(srv.Paths()); n != asked {
		t.Errorf("%d requests were sent", n-asked)
	}
	if done, err := replay.Archive(t.Context(), b.Runner(), bytes.NewReader(data), []string{"village"}); err != nil || len(done.Sources) != 0 {
		t.Errorf("another source: %+v, %v", done, err)
	}
}

func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	b, err := fetch.Body(io.NopCloser(bytes.NewReader(data)), "gzip", 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestArchivesOfOthersAreReplayed wants an answer recognised by the address at
// which a lane starts.
func TestArchivesOfOthersAreReplayed(t *testing.T) {
	record := func(address, body string) string {
		block := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + body
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-20T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(block), block)
	}
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: "https://a.example", Tags: []string{"tea"}})
	archive := record("https://A.example:443/tea", `{"posts":[{"id":"1","at":"2026-11-20T09:00:00Z"}]}`) +
		record("https://a.example/coffee", `{}`) + record("https://a.example/tea", `<html>`) + "WARC/1.0\r\n"
	done, err := replay.Archive(t.Context(), b.Runner(), strings.NewReader(archive), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Sources) != 1 || done.Sources[0].Answers != 2 || done.Sources[0].Posts != 1 || done.Sources[0].Skipped != 1 ||
		!strings.Contains(done.Sources[0].Fault, "promised JSON") && !strings.Contains(done.Sources[0].Fault, "JSON was promised") || done.Unknown != 1 || done.Fault == "" {
		t.Errorf("%+v", done)
	}
	if got := b.Ledger.Last["1"].FetchedAt; got.Format(time.RFC3339) != "2026-11-20T10:00:00Z" {
		t.Errorf("fetched at %v, want the date of the record", got)
	}
}
