package run_test

import (
	"errors"
	"testing"
	"time"

	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestBackfill reads a window of the past of a source that was crawled before,
// dies on the way, continues, and leaves the source's cursor where it was.
func TestBackfill(t *testing.T) {
	srv := timeline(t, "tea", "coffee")
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: []string{"tea", "coffee"}, History: time.Hour})
	b.Paged.Conditional = true
	b.Crawl("town")
	before := b.Cursor("town", "tea")
	clear(b.Ledger.Published)

	// Tea has a post each hour from 2 to 7 hours ago, coffee from 12 to 17.
	w := run.Window{From: runtest.Noon.Add(-14 * time.Hour), To: runtest.Noon.Add(-5 * time.Hour)}
	r := b.Runner()
	id, err := r.Backfill(t.Context(), "town", w)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := r.Progress(t.Context(), "town"); err != nil || at == nil || *at.Share != 0 || at.Left != nil {
		t.Errorf("progress at the start: %+v, %v", at, err)
	}
	died := false
	b.Ledger.Die = func(op int) error {
		if len(b.Ledger.Published) == 3 && !died {
			died = true
			return runtest.ErrDied
		}
		return nil
	}
	var fault error
	for more := true; more && fault == nil; {
		more, fault = b.Ledger.Deliver(func(data []byte) error { return r.Step(t.Context(), data) })
	}
	if !errors.Is(fault, runtest.ErrDied) {
		t.Fatalf("the process did not die: %v", fault)
	}
	if _, err := b.Runner().Backfill(t.Context(), "town", w); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("a second back-fill beside the first: %v", err)
	}
	if at, err := b.Runner().Progress(t.Context(), "town"); err != nil || at == nil || *at.Share <= 0 || *at.Share >= 1 {
		t.Errorf("progress on the way: %+v, %v", at, err)
	}
	r = b.Runner()
	if err := r.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Drain(r)

	ended, _, err := r.Run(t.Context(), "town")
	if err != nil || ended.ID != id || ended.State != social.SourceOK || ended.New != nil || !ended.Backfill() {
		t.Errorf("the run ended as %+v, %v", ended, err)
	}
	// The post published exactly at the end of the window is not in it.
	want := []string{"tea-3-0", "tea-3-1", "coffee-1-0", "coffee-1-1", "coffee-2-0"}
	for _, id := range want {
		if b.Ledger.Published[id] == 0 {
			t.Errorf("post %s of the window was not read", id)
		}
	}
	if n := len(b.Ledger.Published); n != len(want) {
		t.Errorf("%d posts were read, want the %d of the window: %v", n, len(want), b.Ledger.Published)
	}
	if got := b.Cursor("town", "tea"); !got.Newest.Equal(before.Newest) || !got.First.Equal(before.First) {
		t.Errorf("the cursor moved from %+v to %+v", before, got)
	}
	if at, err := r.Progress(t.Context(), "town"); at != nil || err != nil {
		t.Errorf("progress after the end: %+v, %v", at, err)
	}
	health, err := r.Health(t.Context())
	if err != nil || health[0].Last == nil || health[0].Last.Backfill() || health[0].State != social.SourceOK {
		t.Errorf("health after the end: %+v, %v", health, err)
	}
	if _, err := r.Backfill(t.Context(), "town", run.Window{From: runtest.Noon, To: runtest.Noon}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("an empty window: %v", err)
	}
}
