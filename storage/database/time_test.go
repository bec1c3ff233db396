package database

import (
	"testing"
	"time"
)

func TestDayIsThatOfTheServersMidnight(t *testing.T) {
	want := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	for _, hours := range []int{-8, 0, 5, 14} {
		read := time.Date(2026, 5, 4, 0, 0, 0, 0, time.FixedZone("server", hours*3600))
		if got := Day(read); got != want {
			t.Errorf("%v is %v", read, got)
		}
	}
}
