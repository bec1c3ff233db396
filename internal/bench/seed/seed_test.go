package seed

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestPostsFollowFromSeedAndNumber(t *testing.T) {
	o := Options{Posts: 30_000, Seed: 7, Months: 24, End: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Analyzer: "test/1"}
	w := newWorld(o)
	brands, copies, spam, unbranded, pictured, last := map[string]int{}, 0, 0, 0, 0, time.Time{}
	known := map[social.Key]bool{}
	const first, n = 10_000, 10_000
	for i := first; i < first+n; i++ {
		e := w.post(i)
		if known[e.Post.Key()] {
			t.Fatalf("post %d has the identity of another: %v", i, e.Post.Key())
		}
		known[e.Post.Key()] = true
		if e.Post.CreatedAt.Before(last) {
			t.Fatalf("post %d is older than the one before", i)
		}
		last = e.Post.CreatedAt
		if len(e.Analysis.Brands) == 0 {
			unbranded++
		}
		for _, b := range e.Analysis.Brands {
			brands[b]++
		}
		if e.Analysis.Original != (social.Key{}) {
			copies++
			original := w.post(w.original(i))
			if original.Post.Key() != e.Analysis.Original || original.Analysis.Fingerprint != e.Analysis.Fingerprint {
				t.Fatalf("post %d is a copy of %v, which is another post: %v", i, e.Analysis.Original, original.Post.Key())
			}
		}
		if e.Analysis.Spam.Likely() {
			spam++
		}
		if len(e.Post.Images) > 0 {
			pictured++
		}
	}
	for _, c := range []struct {
		name      string
		got       int
		low, high int
	}{
		{"copies", copies, n / 10, n * 15 / 100}, {"spam", spam, n / 25, n / 12}, {"posts without a brand", unbranded, n / 20, n / 8},
		{"posts with pictures", pictured, n / 6, n / 3}, {"mentions of the largest brand", brands["Northwind"], n * 31 / 100, n * 41 / 100}, {"brands", len(brands), 20, 20},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%s: %d of %d, want %d to %d", c.name, c.got, n, c.low, c.high)
		}
	}
	if diff := cmp.Diff(newWorld(o).post(12_345), w.post(12_345)); diff != "" {
		t.Error(diff)
	}
}
