package soak

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"earshot/internal/cli/clitest"
)

var (
	minutes = flag.Float64("minutes", 0.25, "how long readers read")
	readers = flag.Int("readers", 10, "how many readers read")
	sources = flag.Int("sources", 100, "how many sources are listened to")
)

// The bounds, with 50 readers beside 2,000 sources. Figures of time are printed and have
// none: they are the machine's.
const (
	// mostErrors is how many requests of a thousand may fail.
	mostErrors = 1
	// mostProgram and mostEngine are the most memory held at any time, in bytes.
	mostProgram, mostEngine = 1 << 30, 2 << 30
	// mostDescriptors and mostGoroutines are the most at any time, and
	// leftDescriptors and leftGoroutines the most when the readers have left: what is
	// still there then, beyond what the crawl itself needs, is leaked.
	mostDescriptors, mostGoroutines = 500, 2000
	leftDescriptors, leftGoroutines = 200, 600
	// mostGrowth is how many times the memory of the first half the program may hold in
	// the second.
	mostGrowth = 2.0
)

// quiet is how long the readers are gone when what is left is measured: connections that
// are kept open for them are closed by then.
const quiet = 10 * time.Second

// TestSoak reads and crawls at the same time.
func TestSoak(t *testing.T) {
	feeds := newFeeds(t)
	dir := t.TempDir()
	configure(t, dir, feeds, *sources)
	running := clitest.Serve(t, dir, "run", "--addr", "127.0.0.1:0")
	base := running.Address(t)
	watch := newWatch(base)
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(*minutes*float64(time.Minute)))
	defer cancel()
	var work sync.WaitGroup
	work.Go(func() { watch.run(ctx) })
	all := newLatencies()
	for i := range *readers {
		work.Go(func() { newReader(base, uint64(i), all).read(ctx) })
	}
	work.Wait()
	time.Sleep(quiet)
	left, err := watch.sample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d readers, %g minutes, %d sources: %d requests of feeds answered, %d posts served", *readers, *minutes, *sources, feeds.asked.Load(), feeds.served())
	all.print(t)
	watch.print(t, left)
	for _, line := range running.Logged(t, "ERROR") {
		t.Log(line)
	}
	running.Stop(t)
}

// configure writes a configuration with n sources, each a feed of its own.
func configure(t *testing.T, dir string, f *feeds, n int) {
	t.Helper()
	var all []map[string]any
	for i := range n {
		all = append(all, map[string]any{"name": name(i), "platform": "feed", "urls": []string{f.address(i)}, "keep": "all", "every": "5m"})
	}
	file, err := yaml.Marshal(map[string]any{
		"brands": []map[string]any{
			{"name": "Northwind", "query": "northwind"}, {"name": "Tailspin", "query": "tailspin", "kind": "competitor"}, {"name": "Contoso", "query": "contoso", "kind": "competitor"},
		},
		"sources": all,
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
		// The sentence encoder would take most of the processor, and few feeds be read.
		"analyzer": map[string]any{"encoder": false},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), file, 0o600); err != nil {
		t.Fatal(err)
	}
}
