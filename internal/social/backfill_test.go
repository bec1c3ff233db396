package social_test

import (
	"math"
	"testing"
	"time"

	"earshot/internal/social"
)

func TestBackfillAdvances(t *testing.T) {
	to := time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC)
	from := to.AddDate(0, 0, -10)
	day := func(n int) time.Time { return from.AddDate(0, 0, n) }
	minute := func(n float64) *time.Duration { d := time.Duration(n * float64(time.Minute)); return &d }
	for _, tt := range []struct {
		name    string
		lanes   []social.Lane
		share   float64
		left    *time.Duration
		reached time.Time
	}{
		{"nothing read yet", []social.Lane{{}, {}}, 0, nil, time.Time{}},
		{"on the way to the window", []social.Lane{{Oldest: day(12), Worked: time.Minute}}, 0, nil, time.Time{}},
		{"half of one lane", []social.Lane{{Oldest: day(5), Worked: time.Minute}}, 0.5, minute(1), day(5)},
		{"the slowest lane counts", []social.Lane{{Oldest: day(5), Worked: time.Minute}, {Oldest: day(8), Worked: time.Minute}, {Done: true}}, (0.5 + 0.2 + 1) / 3, minute(4), day(8)},
		{"one has not reached it", []social.Lane{{Oldest: day(5), Worked: time.Minute}, {}}, 0.25, nil, time.Time{}},
		{"all done", []social.Lane{{Done: true}, {Done: true}}, 1, minute(0), from},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := social.Backfill{From: from, To: to}
			b.Advance(tt.lanes)
			if b.Share == nil || math.Abs(*b.Share-tt.share) > 1e-9 || !b.Reached.Equal(tt.reached) {
				t.Errorf("share %v, reached %v, want %v and %v", b.Share, b.Reached, tt.share, tt.reached)
			}
			if (b.Left == nil) != (tt.left == nil) || b.Left != nil && (*b.Left-*tt.left).Abs() > time.Millisecond {
				t.Errorf("left %v, want %v", b.Left, tt.left)
			}
		})
	}
	b := social.Backfill{From: from, To: to}
	if b.Advance(nil); b.Share != nil || b.Left != nil {
		t.Errorf("without lanes: %+v, want unknown", b)
	}
}
