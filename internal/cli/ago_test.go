package cli

import (
	"testing"
	"time"
)

// TestSoLongAgo is the beginning of a day, also of one whose clock was changed, or of an hour.
func TestSoLongAgo(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 12, 34, 56, 0, berlin)
	for ago, want := range map[time.Duration]time.Time{
		90 * 24 * time.Hour: time.Date(2026, 8, 22, 0, 0, 0, 0, berlin), // in summer time
		24 * time.Hour:      time.Date(2026, 11, 19, 0, 0, 0, 0, berlin),
		36 * time.Hour:      time.Date(2026, 11, 19, 0, 0, 0, 0, berlin),
		2 * time.Hour:       time.Date(2026, 11, 20, 10, 0, 0, 0, berlin),
		0:                   time.Date(2026, 11, 20, 12, 0, 0, 0, berlin),
	} {
		if got := before(now, ago); !got.Equal(want) {
			t.Errorf("%s before is %s, want %s", ago, got, want)
		}
	}
}
