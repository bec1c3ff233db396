package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/clock/clocktest"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456789, time.UTC)

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

// example is an answer to a page of a timeline.
func example(n int) Exchange {
	return Exchange{
		URL: fmt.Sprintf("https://ana:secret@a.example/api?page=%d", n), At: noon.Add(time.Duration(n) * time.Second), Method: "POST",
		Asked: http.Header{"User-Agent": {"Earshot/1.0"}, "Content-Type": {"application/json"}}, Sent: []byte(`{"limit":40}`),
		Status: 200, Received: http.Header{"Content-Type": {"application/json"}, "Content-Encoding": {"gzip"}, "Link": {"<a>; rel=next", "<b>; rel=prev"}},
		Body: packed(fmt.Sprintf(`{"page":%d}`, n)), Fetch: []byte(`{"source":"town","lane":"tag:tea"}`),
	}
}

// records reads all records of a file.
func records(t *testing.T, name string) []Record {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := NewReader(file, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var all []Record
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, rec)
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "warc")
	folder := NewFolder(Options{Dir: dir, Software: "Earshot/1.0", Clock: clocktest.New(noon)})
	var want []Exchange
	for n := range 5 {
		want = append(want, example(n))
		if err := folder.Keep(example(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	names := files(t, dir)
	if len(names) != 1 || filepath.Base(names[0]) != "earshot-20261123-00001.warc.gz" {
		t.Fatalf("files %v", names)
	}
	all := records(t, names[0])
	if len(all) != 11 || all[0].Type != TypeInfo || !strings.Contains(string(all[0].Block), "software: Earshot/1.0\r\n") {
		t.Fatalf("%d records, the first %+v", len(all), all[0])
	}
	for n, e := range want {
		request, response := all[1+2*n], all[2+2*n]
		address := strings.Replace(e.URL, "ana:secret@", "", 1)
		if request.Type != TypeRequest || request.Target != address || !strings.HasPrefix(string(request.Block), fmt.Sprintf("POST /api?page=%d HTTP/1.1\r\nHost: a.example\r\n", n)) ||
			!strings.HasSuffix(string(request.Block), "\r\n\r\n{\"limit\":40}") {
			t.Errorf("request %+v\n%s", request, request.Block)
		}
		got, err := response.Answer()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Answer{Status: 200, Header: e.Received, Body: e.Body}, got); diff != "" {
			t.Errorf("answer (-want +got):\n%s", diff)
		}
		if !response.Date.Equal(e.At) || response.Target != address || string(response.Fetch) != string(e.Fetch) {
			t.Errorf("response %+v", response)
		}
	}
	raw, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if plain := unpacked(t, raw); strings.Contains(plain, "secret") || !strings.Contains(plain, "WARC-Concurrent-To: "+all[1].ID) ||
		!strings.Contains(plain, "WARC-Payload-Digest: "+digest(want[0].Body)) || !strings.Contains(plain, "WARC-Block-Digest: sha256:") {
		t.Errorf("the file holds\n%.3000s", plain)
	}
}

func unpacked(t *testing.T, raw []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEachRecordIsAMember, so that any of them can be read alone (ISO 28500, annex D).
func TestEachRecordIsAMember(t *testing.T) {
	dir := t.TempDir()
	folder := NewFolder(Options{Dir: dir, Clock: clocktest.New(noon)})
	if err := errors.Join(folder.Keep(example(1)), folder.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(files(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	rest := bytes.NewReader(raw)
	members := 0
	for rest.Len() > 0 {
		z, err := gzip.NewReader(rest)
		if err != nil {
			t.Fatal(err)
		}
		z.Multistream(false)
		text, err := io.ReadAll(z)
		if err != nil || !bytes.HasPrefix(text, []byte("WARC/1.1\r\n")) || !bytes.HasSuffix(text, []byte("\r\n\r\n")) {
			t.Errorf("member %d: %v\n%s", members, err, text)
		}
		members++
	}
	if members != 3 {
		t.Errorf("%d members, want 3", members)
	}
}

func TestFilesFollowOneAnother(t *testing.T) {
	dir, clk := t.TempDir(), clocktest.New(noon)
	folder := NewFolder(Options{Dir: dir, MaxBytes: 2000, Clock: clk})
	keep := func(times int) {
		for range times {
			if err := folder.Keep(example(1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	keep(6)
	full := len(files(t, dir))
	if full < 2 {
		t.Errorf("%d files after more than one holds", full)
	}
	clk.Advance(24 * time.Hour)
	keep(1)
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	folder = NewFolder(Options{Dir: dir, Clock: clk})
	keep(1)
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	names := files(t, dir)
	if got := filepath.Base(names[len(names)-1]); len(names) != full+2 || got != "earshot-20261124-00002.warc.gz" {
		t.Errorf("files %v", names)
	}
	kept := 0
	for _, name := range names {
		for _, rec := range records(t, name) {
			if rec.Type == TypeResponse {
				kept++
			}
		}
	}
	if kept != 8 {
		t.Errorf("%d responses kept, want 8", kept)
	}
}

// TestTornEnd: what a killed process wrote whole is read, and the rest named.
func TestTornEnd(t *testing.T) {
	dir := t.TempDir()
	folder := NewFolder(Options{Dir: dir, Clock: clocktest.New(noon)})
	if err := errors.Join(folder.Keep(example(1)), folder.Keep(example(2)), folder.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(files(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(bytes.NewReader(raw[:len(raw)-40]), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; ; n++ {
		if _, err = r.Next(); err != nil {
			break
		}
	}
	if n != 4 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d records and then %v, want 4 and an unexpected end", n, err)
	}
}
