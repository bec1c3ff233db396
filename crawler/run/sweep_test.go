package run_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestSweep removes what is kept of lanes that nobody has read for a month, and nothing of
// those that come back sooner.
func TestSweep(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	put := func(keys ...string) {
		for _, key := range keys {
			b.Ledger.State[key] = runtest.Versioned{Value: []byte(`{}`), Rev: 1}
		}
	}
	const foreign = "cursor/town hall/a/b"
	put("cursor/town/tea", "cursor/town/cake", "shown/town/cake", "backfill/town/cake", "cursor/town/revisit", "cursor/town/stream", "shown/gone/tea", "closing/gone", "closing/town", foreign, "schedule/gone", "run/gone", "robots/x")
	sweep := func() {
		t.Helper()
		if err := b.Runner().Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	there := func(key string) bool { return b.Ledger.State[key].Value != nil }
	past := []string{"cursor/town/cake", "shown/town/cake", "backfill/town/cake", "shown/gone/tea", "closing/gone"}
	for range 29 {
		sweep()
		b.Clock.Advance(24 * time.Hour)
	}
	// It was configured again for a day.
	b.Sources = append(b.Sources, social.Source{Name: "town hall", Platform: "paged", BaseURL: srv.URL, Tags: []string{"a/b"}})
	sweep()
	for _, key := range append(past, foreign) {
		if !there(key) {
			t.Fatalf("%s is removed too soon", key)
		}
	}
	b.Sources = b.Sources[:1]
	b.Clock.Advance(24 * time.Hour)
	sweep()
	for _, key := range past {
		if there(key) {
			t.Errorf("%s is still there", key)
		}
	}
	for _, key := range []string{"cursor/town/tea", "cursor/town/revisit", "cursor/town/stream", "closing/town", foreign, "schedule/gone", "run/gone", "robots/x"} {
		if !there(key) {
			t.Errorf("%s is removed", key)
		}
	}
	// A source that names nothing to read may do so for a moment.
	b.Sources[0].Tags = nil
	for range 40 {
		b.Clock.Advance(24 * time.Hour)
		sweep()
	}
	if !there("cursor/town/tea") || there(foreign) {
		t.Errorf("of lanes that cannot be told: %t, of others: %t", there("cursor/town/tea"), there(foreign))
	}
	if kept := string(b.Ledger.State["unused"].Value); strings.Contains(kept, "cake") {
		t.Errorf("what is removed is still noted: %s", kept)
	}
}

// TestSweepHearsOfWhatIsNeeded between two looks, from a process that is up for an hour a
// month.
func TestSweepHearsOfWhatIsNeeded(t *testing.T) {
	srv := timeline(t, "tea")
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	others := append(slices.Clone(b.Sources), social.Source{Name: "city", Platform: "paged", BaseURL: srv.URL, Tags: []string{"cake"}})
	alone := b.Sources
	b.Ledger.State["cursor/city/cake"] = runtest.Versioned{Value: []byte(`{}`), Rev: 1}
	for day := range 45 {
		b.Sources = alone
		if err := b.Runner().Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if day == 20 {
			b.Clock.Advance(time.Hour)
			b.Sources = others
			if err := b.Runner().Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		b.Clock.Advance(24 * time.Hour)
	}
	if b.Ledger.State["cursor/city/cake"].Value == nil {
		t.Error("what another process needed 24 days ago is removed")
	}
}
