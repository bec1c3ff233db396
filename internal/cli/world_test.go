package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"earshot/internal/sample"
	"earshot/internal/social"
)

// world is the sample platforms and a folder from which they are crawled.
type world struct {
	*sample.Server
	dir string
}

// sampleNow is the end of the sample's story, fixed so that a failing test
// fails again.
var sampleNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// newWorld starts the sample and writes a configuration that listens to all of
// it and keeps every post.
func newWorld(t *testing.T, scale float64) *world {
	t.Helper()
	server, err := sample.Start(sample.Options{Seed: 7, Now: sampleNow, Scale: scale})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	w := &world{Server: server, dir: t.TempDir()}
	w.configure(t)
	return w
}

// configure writes the configuration, with extra sources after the sample's.
func (w *world) configure(t *testing.T, extra ...map[string]any) {
	t.Helper()
	var sources []map[string]any
	for _, s := range w.Sources() {
		sources = append(sources, map[string]any{"name": s.Name, "platform": s.Platform, "base_url": s.BaseURL, "tags": s.Tags,
			"accounts": s.Accounts, "queries": s.Queries, "urls": s.URLs, "keep": "all", "every": "1h"})
	}
	file, err := yaml.Marshal(map[string]any{
		"brands": w.brands(), "sources": append(sources, extra...),
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "earshot.yaml"), file, 0o600); err != nil {
		t.Fatal(err)
	}
}

// brands are the sample's brands as a configuration names them.
func (w *world) brands() []map[string]any {
	var brands []map[string]any
	for _, b := range w.Brands() {
		brands = append(brands, map[string]any{"name": b.Name, "kind": b.Kind, "query": b.Query})
	}
	return brands
}

// requests is how many requests the sample has answered since it was last asked.
func (w *world) requests() int {
	n := 0
	for _, c := range w.Requests() {
		n += c
	}
	w.ResetRequests()
	return n
}

// summary is what crawl --once --json prints.
type summary struct {
	Runs []struct {
		Source, State, Fault     string
		Requests, Posts, Skipped int
	}
	New, Updated, Stale, Dropped, Refused, Unreadable, Stored int
	Pictures                                                  int
	PicturesFailed                                            int `json:"pictures_failed"`
	Opinions                                                  *struct {
		Given, Discarded, Late, Waiting, Budget int
		RequestsToday                           int `json:"requests_today"`
		Fault                                   string
	}
}

// crawl crawls everything once and wants the exit code.
func (w *world) crawl(t *testing.T, code int) (summary, result) {
	t.Helper()
	got := earshot(t, w.dir, "crawl", "--once", "--json").want(t, code)
	var s summary
	if err := json.Unmarshal([]byte(got.out), &s); err != nil {
		t.Fatalf("summary: %v\n%s", err, got.out)
	}
	return s, got
}

// exported is a post as export posts prints it.
type exported struct {
	Platform, ID, URL, Author, Text, Language string
	CreatedAt                                 time.Time `json:"created_at"`
	Label                                     string
	Brands                                    []string
	Likes, Shares, Comments, Views            *int64
	JudgedBy                                  string `json:"judged_by"`
	OpinionModel                              string `json:"opinion_model"`
	OpinionLabel                              string `json:"opinion_label"`
	OpinionQuote                              string `json:"opinion_quote"`
	OpinionFault                              string `json:"opinion_fault"`
	Images                                    []struct {
		URL, Alt, Caption, OCR string
		Tags                   []string
		Width, Height          *int64
	}
}

// posts exports every stored post, by identity; a post exported twice fails the test.
func (w *world) posts(t *testing.T) map[social.Key]exported {
	t.Helper()
	posts := map[social.Key]exported{}
	for _, p := range w.rows(t) {
		key := social.Key{Platform: p.Platform, ID: p.ID}
		if _, twice := posts[key]; twice {
			t.Errorf("%v is exported twice", key)
		}
		posts[key] = p
	}
	return posts
}

// postRows counts the exported rows of every stored post.
func (w *world) postRows(t *testing.T) map[social.Key]int {
	t.Helper()
	rows := map[social.Key]int{}
	for _, p := range w.rows(t) {
		rows[social.Key{Platform: p.Platform, ID: p.ID}]++
	}
	return rows
}

// rows exports every stored post.
func (w *world) rows(t *testing.T) []exported {
	t.Helper()
	got := earshot(t, w.dir, "export", "posts").want(t, 0)
	var rows []exported
	for _, line := range strings.Split(strings.TrimSpace(got.out), "\n") {
		var p exported
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		rows = append(rows, p)
	}
	return rows
}

// compare wants the stored posts to be exactly what the sample serves.
func (w *world) compare(t *testing.T) {
	t.Helper()
	w.compareWith(t, w.Posts())
}

// compareWith wants the stored posts to be exactly those.
func (w *world) compareWith(t *testing.T, served []social.Post) {
	t.Helper()
	stored := w.posts(t)
	if len(stored) != len(served) {
		t.Errorf("%d posts stored, %d served", len(stored), len(served))
	}
	wrong := 0
	for _, p := range served {
		got, ok := stored[p.Key()]
		diff := ""
		if !ok {
			diff = "is missing"
		} else {
			diff = differs(p, got)
		}
		if diff == "" {
			continue
		}
		if wrong++; wrong <= 5 {
			t.Errorf("%s %s %s", p.Platform, p.ID, diff)
		}
	}
	if wrong > 5 {
		t.Errorf("and %d more", wrong-5)
	}
}

// differs says what is not as served, or "".
func differs(want social.Post, got exported) string {
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	counts := func(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	switch {
	case got.URL != want.URL:
		return "has URL " + got.URL + ", want " + want.URL
	case words(got.Text) != words(want.FullText()):
		return "has text " + words(got.Text) + ", want " + words(want.FullText())
	case !got.CreatedAt.Equal(want.CreatedAt):
		return "was created " + got.CreatedAt.String() + ", want " + want.CreatedAt.String()
	case got.Author != want.Author.Label():
		return "is by " + got.Author + ", want " + want.Author.Label()
	case len(got.Images) != len(want.Images):
		return "has the wrong number of images"
	case !counts(got.Likes, want.Engagement.Likes), !counts(got.Shares, want.Engagement.Shares), !counts(got.Comments, want.Engagement.Comments):
		return "has the wrong engagement"
	}
	for i, img := range want.Images {
		if got.Images[i].URL != img.URL || got.Images[i].Alt != img.Alt {
			return "has image " + got.Images[i].URL + " (" + got.Images[i].Alt + "), want " + img.URL + " (" + img.Alt + ")"
		}
	}
	return ""
}
