package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// zones are time zones of every kind: none, without summer time, with it, half an hour
// and three quarters off, and with a summer time of half an hour.
func zones() []*time.Location {
	var all []*time.Location
	for _, name := range []string{"UTC", "Asia/Shanghai", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			panic(err)
		}
		all = append(all, zone)
	}
	return append(all, nil)
}

// clock finds where a bucket starts by looking at the clock every quarter of an hour;
// no zone tested changes it at another moment.
type clock struct {
	by   social.Bucket
	zone *time.Location
	// found are the starts of the quarters looked at so far.
	found map[int64]time.Time
}

func newClock(by social.Bucket, zone *time.Location) clock {
	if zone == nil {
		zone = time.UTC
	}
	return clock{by, zone, map[int64]time.Time{}}
}

func (c clock) start(t time.Time) time.Time {
	const quarter = 15 * time.Minute
	t = t.In(c.zone).Truncate(quarter)
	var passed []int64
	start, known := c.found[t.Unix()]
	for bucket := c.name(t); !known; start, known = c.found[t.Unix()] {
		passed = append(passed, t.Unix())
		before := t.Add(-quarter)
		if c.name(before) != bucket {
			start = t
			break
		}
		t = before
	}
	for _, at := range passed {
		c.found[at] = start
	}
	return start
}

func (c clock) name(t time.Time) string {
	switch c.by {
	case social.ByHour:
		return t.Format("2006-01-02 15h -0700")
	case social.ByWeek:
		year, week := t.ISOWeek()
		return fmt.Sprint(year, " week ", week)
	case social.ByMonth:
		return t.Format("2006-01")
	default:
		return t.Format(time.DateOnly)
	}
}

// aroundChanges makes posts near the moments at which the clocks of the zones were or
// will be changed in 2026, and in the weeks around these.
func aroundChanges(h history) []social.Entry {
	changes := []time.Time{
		time.Date(2026, 3, 8, 10, 0, 0, 0, time.UTC), time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC),
		time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC),
		time.Date(2026, 4, 4, 15, 0, 0, 0, time.UTC), time.Date(2026, 10, 3, 15, 30, 0, 0, time.UTC),
	}
	entries := make([]social.Entry, 1500)
	for i := range entries {
		e := h.entry()
		e.Post.ID, e.Post.Deleted = fmt.Sprint(i), false
		e.Post.Author.Handle = oneOf(h, "", "ana", "bo", "chi", "dee", "eli")
		width := oneOf(h, 2*time.Hour, 26*time.Hour, 20*24*time.Hour)
		e.Post.CreatedAt = changes[h.IntN(len(changes))].Add(time.Duration(h.Int64N(int64(2*width))) - width).Truncate(time.Microsecond)
		e.Post.CreatedAt = oneOf(h, e.Post.CreatedAt, e.Post.CreatedAt, e.Post.CreatedAt.Truncate(15*time.Minute), e.Post.CreatedAt.Truncate(time.Hour).Add(-time.Microsecond))
		entries[i] = e
	}
	return entries
}

// TestTrendsAreExactInEveryZone counts in the zones of zones, around the changes of
// their clocks, from the rollups, from mentions, and from both.
func TestTrendsAreExactInEveryZone(t *testing.T) {
	t.Parallel()
	h := history{rand.New(rand.NewPCG(11, 0))}
	s, m := storagetest.Open(t), newModel()
	entries := aroundChanges(h)
	store := func(entries []social.Entry) {
		m.write(entries)
		for part := range slices.Chunk(entries, 500) {
			write(t, s, part...)
		}
	}
	store(entries[:1300])
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Some days have changed since the rollups were made.
	store(entries[1300:])
	spring := func(f social.Filter) social.Filter {
		f.From, f.To = time.Date(2026, 3, 8, 7, 20, 0, 0, time.UTC), time.Date(2026, 4, 5, 13, 45, 0, 0, time.UTC)
		return f
	}
	filters := map[string]social.Filter{
		"all":    {},
		"brand":  {Brand: "A"},
		"spring": spring(social.Filter{Brand: "A", Platforms: []string{"feed"}}),
		"query":  spring(social.Filter{Query: query.MustParse("roast NOT dark")}),
		"folded": {Brand: "A", FoldCopies: true},
	}
	splits := [][]social.Dimension{nil, {social.DimBrand, social.DimPlatform}, social.Dimensions()}
	for _, zone := range zones()[:7] {
		for name, f := range filters {
			f.Zone = zone
			for i, by := range []social.Bucket{social.ByHour, social.ByDay, social.ByWeek, social.ByMonth} {
				dims := splits[(i+len(name))%len(splits)]
				got, err := s.Trends(t.Context(), f, by, dims)
				if err != nil {
					t.Fatal(err)
				}
				want := m.trends(f, newClock(by, zone).start, dims)
				if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s in %s by %s split by %v (-want +got):\n%s", name, zone, by, dims, diff)
				}
				for _, row := range got {
					if row.Date.Location() != zone {
						t.Fatalf("%v is not in %v", row.Date, zone)
					}
				}
			}
		}
	}
}
