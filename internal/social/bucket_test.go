package social_test

import (
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata"

	"earshot/internal/social"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestBucketsFollowTheClock(t *testing.T) {
	for _, test := range []struct {
		zone, at    string
		by          social.Bucket
		start, next string
	}{
		{"Asia/Shanghai", "2026-05-04T20:00:00Z", social.ByDay, "2026-05-05T00:00:00+08:00", "2026-05-06T00:00:00+08:00"},
		{"Asia/Shanghai", "2026-05-03T16:00:00Z", social.ByWeek, "2026-05-04T00:00:00+08:00", "2026-05-11T00:00:00+08:00"},
		{"Asia/Shanghai", "2026-04-30T16:00:00Z", social.ByMonth, "2026-05-01T00:00:00+08:00", "2026-06-01T00:00:00+08:00"},
		// A day of 23 hours, of 25, and the hour that comes twice.
		{"Europe/Berlin", "2026-03-29T12:00:00Z", social.ByDay, "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", social.ByDay, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"},
		{"Europe/Berlin", "2026-10-25T00:30:00Z", social.ByHour, "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"},
		{"Europe/Berlin", "2026-10-25T01:30:00Z", social.ByHour, "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"},
		{"Europe/Berlin", "2026-03-29T00:59:00Z", social.ByHour, "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"},
		{"Asia/Kolkata", "2026-05-04T20:10:00Z", social.ByHour, "2026-05-05T01:00:00+05:30", "2026-05-05T02:00:00+05:30"},
		{"Asia/Kathmandu", "2026-05-04T20:10:00Z", social.ByHour, "2026-05-05T01:00:00+05:45", "2026-05-05T02:00:00+05:45"},
		// Half an hour is skipped, and comes twice.
		{"Australia/Lord_Howe", "2026-10-03T15:40:00Z", social.ByHour, "2026-10-04T02:30:00+11:00", "2026-10-04T03:00:00+11:00"},
		{"Australia/Lord_Howe", "2026-04-04T14:10:00Z", social.ByHour, "2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+10:30"},
		{"Australia/Lord_Howe", "2026-04-04T15:10:00Z", social.ByHour, "2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30"},
		// The clocks skip midnight, the whole of a date, and midnight comes twice.
		{"America/Sao_Paulo", "2018-11-04T12:00:00Z", social.ByDay, "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"},
		{"Pacific/Apia", "2011-12-30T09:00:00Z", social.ByDay, "2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"},
		{"America/Los_Angeles", "2032-12-31T20:00:00Z", social.ByDay, "2032-12-31T00:00:00-08:00", "2033-01-01T00:00:00-08:00"},
		{"America/Havana", "2026-11-01T06:00:00Z", social.ByDay, "2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"},
	} {
		at, err := time.Parse(time.RFC3339, test.at)
		if err != nil {
			t.Fatal(err)
		}
		start := test.by.Start(at.In(zone(t, test.zone)))
		if got := start.Format(time.RFC3339); got != test.start {
			t.Errorf("%s in %s: the %s starts at %s, want %s", test.at, test.zone, test.by, got, test.start)
		}
		if got := test.by.Next(start).Format(time.RFC3339); got != test.next {
			t.Errorf("%s in %s: the next %s starts at %s, want %s", test.at, test.zone, test.by, got, test.next)
		}
	}
}

// Whatever the zone, a moment lies in its bucket, and buckets follow one another
// without gaps.
func TestBucketsHoldEveryMoment(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	for _, name := range []string{"UTC", "Asia/Shanghai", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "America/Havana", "Africa/Cairo"} {
		z := zone(t, name)
		for range 300 {
			at := time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(random.Int64N(int64(60 * 365 * 24 * time.Hour)))).In(z)
			for _, by := range []social.Bucket{social.ByHour, social.ByDay, social.ByWeek, social.ByMonth} {
				start := by.Start(at)
				next := by.Next(start)
				if at.Before(start) || !at.Before(next) {
					t.Errorf("%v lies outside its %s from %v to %v", at, by, start, next)
				}
				if again := by.Start(next.Add(-time.Nanosecond)); !again.Equal(start) {
					t.Errorf("the %s of %v ends in one that starts at %v", by, start, again)
				}
				if again := by.Start(next); !again.Equal(next) {
					t.Errorf("the %s after %v starts at %v, and at %v", by, start, next, again)
				}
			}
		}
	}
}
