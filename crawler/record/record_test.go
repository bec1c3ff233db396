package record

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

func TestFaultsAreShort(t *testing.T) {
	var c Counts
	c.Note("%s", strings.Repeat("ä", 10_000))
	c.Note("a later one")
	if n := len([]rune(c.Fault)); n != 503 || !c.Partial {
		t.Errorf("a fault of %d characters", n)
	}
}

// TestOddItemsAreNamed and leave a lane well, unless they are most of what there was.
func TestOddItemsAreNamed(t *testing.T) {
	skip := func(items, skipped int64) Lane {
		c := Counts{Items: items, Posts: items - skipped}
		for i := range skipped {
			c.Skip("item %d: no id", i+1)
		}
		return Ended("tag:tea", c, nil)
	}
	for _, tt := range []struct {
		items, skipped int64
		want           social.SourceState
		named          int
	}{
		{22, 0, social.SourceOK, 0}, {22, 7, social.SourceOK, 7}, {22, 11, social.SourceOK, 11},
		{22, 12, social.SourcePartial, 12}, {1, 1, social.SourcePartial, 1}, {1000, 400, social.SourceOK, NamedItems},
	} {
		lane := skip(tt.items, tt.skipped)
		if lane.State != tt.want || lane.Skipped != tt.skipped || len(lane.SkippedItems) != tt.named || (lane.Fault != "") != (tt.want != social.SourceOK) {
			t.Errorf("%d of %d: %+v", tt.skipped, tt.items, lane)
		}
	}
	if lane := Ended("page", Counts{Items: 1, Skipped: 1, Missed: 1}, nil); lane.State != social.SourceOK {
		t.Errorf("one page of an unchanged site is gone: %+v", lane)
	}
	rec := Source{Run: social.Run{ID: "R"}, Lanes: []Lane{skip(1000, 400), skip(22, 7)}}
	rec.Update(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
	run := rec.Run
	if run.State != social.SourceOK || run.Items != 1022 || run.Skipped != 407 || len(run.SkippedItems) != NamedItems || rec.LastSuccess.IsZero() {
		t.Errorf("%+v", run)
	}
	if note := run.SkippedNote(); !strings.HasPrefix(note, "407 of 1022 items could not be read: item 1: no id; ") || !strings.HasSuffix(note, "; and 357 more") {
		t.Error(note)
	}
	var all Counts
	for range 3 {
		all.AddUnread(skip(1000, 40).Counts)
	}
	if all.Skipped != 120 || len(all.SkippedItems) != NamedItems {
		t.Errorf("%+v", all)
	}
}

// TestNothingUnderstood is broken, and neither partly read nor heard.
func TestNothingUnderstood(t *testing.T) {
	for _, tt := range []struct {
		lane            string
		items, odd, off int64
		want            social.SourceState
	}{
		{"tag:a", 22, 7, 0, social.SourceOK},
		{"tag:a", 22, 12, 0, social.SourcePartial},
		{"tag:a", 22, 22, 0, social.SourceBroken},
		{"tag:a", 1, 1, 0, social.SourcePartial},
		{"tag:a", 22, 22, 20, social.SourcePartial},
		{"tag:a", 22, 22, 22, social.SourceOK},
		{RevisitLane, 22, 22, 0, social.SourcePartial},
	} {
		counts := Counts{Items: tt.items, Skipped: tt.odd, Missed: tt.off}
		if got := Ended(tt.lane, counts, nil).State; got != tt.want {
			t.Errorf("%s with %d of %d odd, %d of them asked for one by one: %s, want %s", tt.lane, tt.odd, tt.items, tt.off, got, tt.want)
		}
	}
}
