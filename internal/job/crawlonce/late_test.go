package crawlonce

import (
	"testing"
	"time"
)

func TestACrawlDoesNotWaitForeverForPictures(t *testing.T) {
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	late := lateness{wait: time.Minute, now: func() time.Time { return now }}
	after := func(passed time.Duration, pending int, ready int64) bool {
		now = now.Add(passed)
		return late.over(pending, ready)
	}
	if after(time.Hour, 0, 0) || after(time.Hour, 3, 5) || after(59*time.Second, 3, 5) {
		t.Error("it ends before a minute without a picture has passed")
	}
	if after(time.Second, 3, 6) || after(50*time.Second, 3, 6) {
		t.Error("one that became ready does not count")
	}
	if !after(10*time.Second, 3, 6) {
		t.Error("it goes on after a minute without a picture")
	}
	after(0, 0, 6)
	ready := int64(6)
	for range 30 {
		if ready++; after(time.Minute-time.Second, 3, ready) && ready < 7+29 {
			t.Errorf("it ends while pictures come, at the %dth", ready-6)
		}
	}
	if after(2*time.Minute, 3, ready+1); !late.over(3, ready+2) {
		t.Error("it has no end while pictures drip")
	}
	never := lateness{now: func() time.Time { return now }}
	if !never.over(1, 0) {
		t.Error("with no time at all it waits")
	}
}
