package crawlertest_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"earshot/configs"
	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/activitypub"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/feed"
	"earshot/crawler/platform/instagram"
	"earshot/crawler/platform/mastodon"
	"earshot/crawler/platform/reddit"
	"earshot/crawler/platform/vk"
	"earshot/crawler/platform/web"
	"earshot/crawler/platform/x"
	"earshot/crawler/platform/youtube"
	"earshot/crawler/spec"
)

var mutations = flag.Int("mutations", 40, "how many changes to try of each fixture; 0 for all")

// TestMutations changes one value of every fixture of every adapter, and counts
// the other items that change by it: there must be none.
func TestMutations(t *testing.T) {
	adapters := map[string]crawler.Adapter{}
	for _, a := range []crawler.Adapter{
		activitypub.New(), bluesky.New(), feed.New(), instagram.New(), mastodon.New(), reddit.New(), vk.New(), web.New(), x.New(), youtube.New(),
	} {
		adapters[filepath.Join("..", "platform", a.Info().Platform, "testdata")] = a
	}
	files, err := spec.LoadAll(configs.Platforms())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		adapters[filepath.Join("..", "spec", "testdata", f.Info().Platform)] = f
	}
	fixtures := 0
	var all conformance.Mutations
	for _, dir := range slices.Sorted(maps.Keys(adapters)) {
		if _, err := os.Stat(dir); err != nil {
			t.Fatalf("no fixtures of %s: %v", adapters[dir].Info().Platform, err)
		}
		answers := crawlertest.Answers(t, dir)
		for _, name := range slices.Sorted(maps.Keys(answers)) {
			found := conformance.CheckMutations(adapters[dir], answers[name], *mutations)
			if found.Tried > 0 {
				fixtures++
			}
			for _, f := range found.Others {
				t.Errorf("%s: %s", strings.TrimPrefix(name, "../"), f.Says)
			}
			all.Add(found)
		}
	}
	t.Logf("%d fixtures, %d changed values, %d lost their own item, %d refused as a whole by name, %d other items changed",
		fixtures, all.Tried, all.Lost, all.Refused, len(all.Others))
}

// TestCaptureMutations does the same with the answers recorded from the live
// platforms, where they are.
func TestCaptureMutations(t *testing.T) {
	dir := capturesDir()
	files := loadDescribed(t)
	captures := 0
	var all conformance.Mutations
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		adapter, answers, template, lane, step := adapterOf(files, name)
		if adapter == nil || strings.HasSuffix(name, ".jsonl") {
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if answers {
			body = asAnswer(template, body)
		}
		// Large answers take long to change: fewer changes of these.
		limit := *mutations
		if limit > 0 {
			limit = max(2, min(limit/4, 150_000/(1+len(body))))
		}
		found := conformance.CheckMutations(adapter, captureAnswer(adapter, name, body, lane, step), limit)
		if found.Tried > 0 {
			captures++
		}
		for _, f := range found.Others {
			t.Errorf("%s: %s", name, f.Says)
		}
		all.Add(found)
		return nil
	})
	if os.IsNotExist(err) {
		t.Log("no captures to read")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d captures, %d changed values, %d lost their own item, %d refused as a whole by name, %d other items changed",
		captures, all.Tried, all.Lost, all.Refused, len(all.Others))
}
