package stream_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/stream"
)

func bucket(t *testing.T, bus *stream.Bus, name string) *stream.Bucket {
	t.Helper()
	b, err := bus.Bucket(t.Context(), name)
	if err != nil {
		t.Fatalf("bucket %s: %v", name, err)
	}
	return b
}

func wantConflict(t *testing.T, err error) {
	t.Helper()
	if social.CodeOf(err) != social.CodeConflict {
		t.Fatalf("got %v, want a conflict", err)
	}
}

func TestBucketUpdate(t *testing.T) {
	ctx := t.Context()
	b := bucket(t, open(t, t.TempDir()), "cursors")
	if value, rev, err := b.Get(ctx, "lane"); value != nil || rev != 0 || err != nil {
		t.Fatalf("absent key: %q, revision %d, error %v", value, rev, err)
	}
	if err := b.Update(ctx, "lane", []byte("1"), 0); err != nil {
		t.Fatalf("create: %v", err)
	}
	wantConflict(t, b.Update(ctx, "lane", []byte("again"), 0))
	_, rev, err := b.Get(ctx, "lane")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Update(ctx, "lane", []byte("2"), rev); err != nil {
		t.Fatalf("update: %v", err)
	}
	wantConflict(t, b.Update(ctx, "lane", []byte("stale"), rev))
	value, rev, err := b.Get(ctx, "lane")
	if string(value) != "2" || err != nil {
		t.Fatalf("got %q, error %v", value, err)
	}
	if err := b.Delete(ctx, "lane"); err != nil {
		t.Fatal(err)
	}
	if value, now, err := b.Get(ctx, "lane"); value != nil || now != 0 || err != nil {
		t.Fatalf("deleted key: %q, revision %d, error %v", value, now, err)
	}
	wantConflict(t, b.Update(ctx, "lane", []byte("3"), rev))
	if err := b.Update(ctx, "lane", []byte("3"), 0); err != nil {
		t.Fatalf("create after delete: %v", err)
	}
}

func TestBucketUpdateHasOneWinner(t *testing.T) {
	b := bucket(t, open(t, t.TempDir()), "runs")
	var won atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			switch err := b.Update(t.Context(), "source", []byte("run"), 0); {
			case err == nil:
				won.Add(1)
			case social.CodeOf(err) != social.CodeConflict:
				t.Errorf("update: %v", err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 8 won, want 1", won.Load())
	}
}

func TestBucketOutlivesTheProcess(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	b := bucket(t, first, "state")
	for _, key := range []string{"b", "a", "gone"} {
		if err := b.Put(t.Context(), key, []byte("value of "+key)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Delete(t.Context(), "gone"); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(t.Context(), "never there"); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	b = bucket(t, open(t, dir), "state")
	keys, err := b.Keys(t.Context())
	if diff := cmp.Diff([]string{"a", "b"}, keys); diff != "" || err != nil {
		t.Fatalf("keys: %v\n%s", err, diff)
	}
	if value, _, err := b.Get(t.Context(), "a"); string(value) != "value of a" || err != nil {
		t.Fatalf("got %q, error %v", value, err)
	}
}

func TestBucketsAreApart(t *testing.T) {
	bus := open(t, t.TempDir())
	if err := bucket(t, bus, "one").Put(t.Context(), "k", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if keys, err := bucket(t, bus, "two").Keys(t.Context()); len(keys) != 0 || err != nil {
		t.Fatalf("keys of an empty bucket: %v, error %v", keys, err)
	}
	if _, err := bus.Bucket(t.Context(), "no.dots"); social.CodeOf(err) != social.CodeInvalid {
		t.Fatalf("illegal name: %v", err)
	}
}
