package caption

import (
	"log/slog"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestAQuestionIsEnteredByWhatItMayTake: by the largest question so far and by its own
// estimate, whichever is more; and what was odd about one day's is forgotten on the next.
func TestAQuestionIsEnteredByWhatItMayTake(t *testing.T) {
	wd := newWorld()
	b := wd.budget(1_000_000)
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	b.Now = func() time.Time { return now }
	enter := func(estimate, used, reserved int64) {
		t.Helper()
		before, err := b.ledger().Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, settle, err := b.Meter(slog.New(slog.DiscardHandler)).Enter(t.Context(), Usage{Input: estimate, Output: 500})
		if err != nil {
			t.Fatal(err)
		}
		after, err := b.ledger().Read(t.Context())
		if got := after.Day.Input - before.Day.Input; err != nil || got != reserved {
			t.Errorf("a question of some %d tokens is entered as %d, want %d, %v", estimate, got, reserved, err)
		}
		settle(&Usage{Input: used, Output: 10})
	}
	enter(1800, 900, 1800)
	enter(1800, 2500, 1800)
	enter(1800, 990_000, 2500)
	_, _, err := b.Meter(slog.New(slog.DiscardHandler)).Enter(t.Context(), Usage{Input: 1800, Output: 500})
	if social.CodeOf(err) != social.CodeRateLimited {
		t.Errorf("the day is not spent: %v", err)
	}
	now = now.Add(24 * time.Hour)
	enter(1800, 900, 1800)
}
