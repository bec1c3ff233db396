package verify_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"earshot/internal/app"
	"earshot/internal/job/verify"
	"earshot/internal/social"
	"earshot/storage/storagetest"
	"earshot/storage/stream"
)

// TestWaitingPostsAreNoLoss has posts that are counted and not stored, as after a kill,
// while the message that holds them waits: they are neither named as faults nor given up.
func TestWaitingPostsAreNoLoss(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := settings(t, dir)
	fill(t, s)
	parts, err := filepath.Glob(filepath.Join(dir, "engine", "data", "data", "earshot", "posts", "all_*"))
	if err != nil || len(parts) != 2 {
		t.Fatalf("parts %v, not two: %v", parts, err)
	}
	if err := os.RemoveAll(parts[0]); err != nil {
		t.Fatal(err)
	}
	var page []social.Post
	for _, name := range []string{"a", "b", "c"} {
		page = append(page, storagetest.Entry(name, "Northwind").Post)
	}
	wait(t, s, page)
	for _, opts := range []verify.Options{{Repair: true}, {Accept: true}} {
		sum, err := verify.Run(t.Context(), s, opts)
		if err != nil {
			t.Fatal(err)
		}
		if !sum.OK || sum.Waiting == nil || *sum.Waiting != 1 || sum.Unfinished != 3 || len(sum.Lost) > 0 {
			t.Errorf("%+v: %+v, want 1 message waiting, 3 posts unfinished and none lost", opts, sum)
		}
	}
	if n := countMentions(t, s); n != 5 {
		t.Errorf("%d mentions after all, want 5: what waits was given up", n)
	}
}

// wait puts a page of posts on the streams.
func wait(t *testing.T, s app.Settings, page []social.Post) {
	t.Helper()
	data, err := json.Marshal(page)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		t.Fatal(err)
	}
	bus, err := app.OpenStreams(t.Context(), s, cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Posts.Put(t.Context(), stream.Message{Key: "shop", Data: data}); err != nil {
		t.Fatal(err)
	}
	if err := bus.Close(); err != nil {
		t.Fatal(err)
	}
}
