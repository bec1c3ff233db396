package cli_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"earshot/internal/sample/wire"
	"earshot/internal/social"
)

// wirePosts is how many posts each platform has: enough for several pages of each.
const wirePosts = 230

// TestEveryWireFormat crawls a server of each platform's own format: what is
// stored is what was served, field by field, and a second crawl adds nothing
// and asks for little.
func TestEveryWireFormat(t *testing.T) {
	server, err := wire.Start(wire.Options{Posts: wirePosts, Now: sampleNow})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	w := &world{dir: t.TempDir()}
	w.listen(t, server.Sources())

	served := map[string]int{}
	for _, p := range server.Posts() {
		served[p.Source]++
	}
	first := w.crawlWire(t)
	requests := server.Requests()
	for _, run := range first.Runs {
		// A forum repeats the post at the edge of a page, so more may be read than there are.
		if run.State != "ok" || run.Posts < served[run.Source] || run.Skipped != 0 {
			t.Errorf("%s: %d posts of %d served, %d skipped, state %s: %s", run.Source, run.Posts, served[run.Source], run.Skipped, run.State, run.Fault)
		}
	}
	w.compareWith(t, server.Posts())

	second := w.crawlWire(t)
	if second.New != 0 || second.Stored != first.Stored {
		t.Errorf("the second crawl adds posts: %+v", second)
	}
	again := server.Requests()
	stored, kept := w.posts(t), map[string]int{}
	for _, p := range server.Posts() {
		if _, there := stored[p.Key()]; there {
			kept[p.Source]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(served)) {
		t.Logf("%-18s %4d posts served, %4d stored; requests: first crawl %3d, second %3d", name, served[name], kept[name], requests[name], again[name])
		// The newest day is read again, which is an eighth of the posts, and the rest is not.
		if again[name] > requests[name]/5+2 {
			t.Errorf("%s: the second crawl sends %d requests, after %d in the first", name, again[name], requests[name])
		}
	}
	w.compareWith(t, server.Posts())
}

// listen writes a configuration that reads those sources.
func (w *world) listen(t *testing.T, all []social.Source) {
	t.Helper()
	var sources []map[string]any
	for _, s := range all {
		sources = append(sources, map[string]any{
			"name": s.Name, "platform": s.Platform, "base_url": s.BaseURL, "tags": s.Tags, "accounts": s.Accounts, "queries": s.Queries,
			"urls": s.URLs, "params": s.Params, "comments": s.Comments, "credentials": s.Credentials, "keep": "all", "every": "1h", "refresh": "24h",
		})
	}
	file, err := yaml.Marshal(map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": sources,
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "earshot.yaml"), file, 0o600); err != nil {
		t.Fatal(err)
	}
}

// crawlWire crawls everything once.
func (w *world) crawlWire(t *testing.T) summary {
	t.Helper()
	got := earshot(t, w.dir, "crawl", "--once", "--json")
	var s summary
	if err := json.Unmarshal([]byte(got.out), &s); err != nil {
		t.Fatalf("summary: %v\n%s\n%s", err, got.out, got.err)
	}
	return s
}
