package source

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample/wiretest"
)

// wirePosts is how many posts each platform has: enough for several pages of each.
const wirePosts = 230

// TestEveryWireFormat crawls a server of each platform's own format: what is
// stored is what was served, field by field, and a second crawl adds nothing
// and asks for little.
func TestEveryWireFormat(t *testing.T) {
	t.Parallel()
	server, err := wiretest.Start(wiretest.Options{Posts: wirePosts, Now: clitest.SampleNow})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	w := &clitest.World{Dir: t.TempDir()}
	w.Listen(t, server.Sources())

	served := map[string]int{}
	for _, p := range server.Posts() {
		served[p.Source]++
	}
	first := crawlWire(t, w)
	requests := server.Requests()
	for _, run := range first.Runs {
		// A forum repeats the post at the edge of a page, so more may be read than there are.
		if run.State != "ok" || run.Posts < served[run.Source] || run.Skipped != 0 {
			t.Errorf("%s: %d posts of %d served, %d skipped, state %s: %s", run.Source, run.Posts, served[run.Source], run.Skipped, run.State, run.Fault)
		}
	}
	w.CompareWith(t, server.Posts())

	second := crawlWire(t, w)
	if second.New != 0 || second.Stored != first.Stored {
		t.Errorf("the second crawl adds posts: %+v", second)
	}
	again := server.Requests()
	stored, kept := w.Stored(t), map[string]int{}
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
	w.CompareWith(t, server.Posts())
}

// crawlWire crawls everything once.
func crawlWire(t *testing.T, w *clitest.World) clitest.Summary {
	t.Helper()
	got := w.Run(t, "crawl", "--once", "--json")
	var s clitest.Summary
	if err := json.Unmarshal([]byte(got.Out), &s); err != nil {
		t.Fatalf("summary: %v\n%s\n%s", err, got.Out, got.Err)
	}
	return s
}
