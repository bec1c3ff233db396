package neardup

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"earshot/internal/social"
)

// fill indexes n posts that are copies of none, the most expensive case, and
// returns the index with its bytes per post.
func fill(n int) (*Index, float64) {
	var before, after runtime.MemStats
	r := rand.New(rand.NewPCG(1, 1))
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := NewIndex()
	for i := range n {
		x.Upsert(Post{Key: longKey(i), Created: noon.Add(time.Duration(i) * time.Second), Fetched: noon, Fingerprint: r.Uint64()})
		x.Resolve()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	return x, float64(after.HeapAlloc-before.HeapAlloc) / float64(n)
}

// longKey is a key as long as those of the Fediverse.
func longKey(n int) social.Key {
	return social.Key{Platform: "mastodon", ID: fmt.Sprintf("https://mastodon.example/s/%018d", n)}
}

func TestMemory(t *testing.T) {
	const n = 350_000
	x, bytes := fill(n)
	t.Logf("%d posts with identifiers of %d bytes: %.0f bytes a post", x.Len(), len(longKey(0).ID), bytes)
	if bytes > 220 {
		t.Errorf("%.0f bytes a post", bytes)
	}
}

// BenchmarkAddToMillion looks up posts in an index of a million.
func BenchmarkAddToMillion(b *testing.B) {
	x, bytes := fill(1_000_000)
	r := rand.New(rand.NewPCG(2, 2))
	b.ReportAllocs()
	for b.Loop() {
		x.posts[0].fingerprint = r.Uint64() // the buckets are as they were
		x.nearestOriginal(0)
	}
	b.ReportMetric(bytes, "index-B/post")
}

func BenchmarkFingerprint(b *testing.B) {
	const text = "Just had the worst experience with Northwind customer service, never again 😡 #fail https://x.example/p/1"
	b.ReportAllocs()
	for b.Loop() {
		Fingerprint(text)
	}
}
