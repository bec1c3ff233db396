package listened

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// feed serves a feed of n entries, the newest an hour old and each as long after
// the one before. Every second one mentions the brand; none names an author.
func feed(t *testing.T, n int, apart time.Duration) string {
	t.Helper()
	now := time.Now().UTC()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Roasters</title><link>http://roasters.example/</link><description>d</description>`)
	for i := range n {
		text := "Rain again over the harbour"
		if i%2 == 0 {
			text = "The new Northwind roast is a delight"
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">entry-%d</guid><title>%s, note %d</title><link>http://roasters.example/%d</link><pubDate>%s</pubDate></item>",
			i, text, i, i, now.Add(-time.Hour-time.Duration(i)*apart).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed.xml" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, b.String())
	}))
	t.Cleanup(srv.Close)
	return srv.URL + "/feed.xml"
}

// nobody is an address at which nothing answers.
func nobody(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	return srv.URL + "/feed.xml"
}

// configure writes a configuration that listens for one brand to feeds, by name.
func configure(t *testing.T, feeds map[string]string) *clitest.World {
	t.Helper()
	w := &clitest.World{Dir: t.TempDir()}
	var sources []map[string]any
	for name, address := range feeds {
		sources = append(sources, map[string]any{"name": name, "platform": "feed", "urls": []string{address}, "every": "6h"})
	}
	file, err := yaml.Marshal(map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": sources,
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Dir, "earshot.yaml"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// standing is a source as JSON has it.
type standing struct {
	Source        string         `json:"source"`
	Verdict       social.Verdict `json:"verdict"`
	Answers       bool           `json:"answers"`
	ListenedSince *time.Time     `json:"listened_since"`
}

func read[T any](t *testing.T, text string) (out T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v\n%s", err, clitest.Tail(text))
	}
	return out
}

// days are the rows of a CSV of trends by their dates.
func days(t *testing.T, text string) map[string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%v\n%s", err, clitest.Tail(text))
	}
	out := map[string]map[string]string{}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = row[i]
		}
		out[cells["date"]] = cells
	}
	return out
}
