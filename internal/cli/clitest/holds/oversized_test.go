package holds

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// oversized is a text that no message of a stream takes.
var oversized = strings.Repeat("northwind coffee and nine mebibytes of it. ", 9<<20/43)

// configure writes a configuration with those sources, as YAML, and returns its folder.
func configure(t *testing.T, sources string, crawler ...string) string {
	t.Helper()
	dir := t.TempDir()
	file := "brands: [{name: Northwind, query: northwind}]\n" +
		"crawler: {allow_private_networks: true, delay: 0s" + strings.Join(append([]string{""}, crawler...), ", ") + "}\nsources:\n" + sources
	if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestOversizedPostOfAFeed crawls a feed with a post of nine mebibytes between others.
func TestOversizedPostOfAFeed(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Shop</title>`)
		for i := range 9 {
			text := "northwind is fine"
			if i == 4 {
				text = oversized
			}
			fmt.Fprintf(w, `<item><title>Number %d</title><guid>urn:n:%d</guid><link>https://shop.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>`,
				i, i, i, time.Now().Add(-time.Duration(i+1)*time.Hour).UTC().Format(time.RFC1123Z), text)
		}
		io.WriteString(w, `</channel></rss>`)
	}))
	defer server.Close()
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1h}\n")
	got := clitest.Run(t, dir, "crawl", "--once", "--json").Want(t, 0)
	var sum struct {
		New, Stored int
		Runs        []struct {
			CutFirst string `json:"cut_first"`
			Cut      int
		}
	}
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatal(err)
	}
	if sum.New != 9 || sum.Stored != 9 {
		t.Errorf("%d posts new and %d stored, want 9", sum.New, sum.Stored)
	}
	if len(sum.Runs) != 1 || sum.Runs[0].Cut != 1 || !strings.Contains(sum.Runs[0].CutFirst, "urn:n:4: its text of") {
		t.Errorf("what was cut is not counted: %+v", sum.Runs)
	}
}

// TestImportOfAnOversizedRow imports a file with a row of nine mebibytes between others.
func TestImportOfAnOversizedRow(t *testing.T) {
	t.Parallel()
	dir := configure(t, "  []\n")
	file, err := os.Create(filepath.Join(dir, "posts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3001 {
		text := "northwind is fine"
		if i == 1500 {
			text = oversized
		}
		fmt.Fprintf(file, `{"platform":"import","id":"%d","url":"","author":"","text":%q,"created_at":"2026-05-01T12:00:00Z","label":"","brands":[],"likes":null,"images":[]}`+"\n", i, text)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	got := clitest.Run(t, dir, "import", "--json", "posts.jsonl").Want(t, 0)
	var sum struct{ New, Stored, Cut int }
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatal(err)
	}
	if sum.New != 3001 || sum.Stored != 3001 || sum.Cut != 1 {
		t.Errorf("%d posts new, %d stored and %d cut, want 3001, 3001 and 1", sum.New, sum.Stored, sum.Cut)
	}
	if !strings.Contains(got.Err, "posts.jsonl:1501") {
		t.Errorf("the row is not named:\n%s", got.Err)
	}
}
