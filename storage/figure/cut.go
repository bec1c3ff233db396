package figure

import (
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// mostSplit is the longest period, in days, that is parted into days of UTC that lie in
// one step and days that do not; a longer one is counted by hours where it would have to be.
const mostSplit = 4000

// cut is how a period is parted into steps by the clocks of a zone, and what of it the
// rollups answer for.
type cut struct {
	by        social.Bucket
	from, to  time.Time
	zone      *time.Location
	stretches []social.Stretch
	// firstDay and endDay bound the days, UTC, that lie within the period as a whole;
	// split are those of them that do not lie in one step.
	firstDay, endDay time.Time
	split            []string
	// firstHour and endHour bound the hours, UTC, that lie in the period, and in one
	// step each, as a whole.
	firstHour, endHour time.Time
	// filled is the day from which on the rollup tells hours.
	filled time.Time
}

// newCut parts f's period; filled is the day from which on the rollup tells hours.
func newCut(f social.Filter, by social.Bucket, filled time.Time) cut {
	from, to := period(f)
	c := cut{by: by, zone: f.Zone, from: from, to: to, filled: filled}
	if c.zone == nil {
		c.zone = time.UTC
	}
	c.stretches = stretches(from.In(c.zone), to)
	c.firstDay, c.endDay = wholeOf(24*time.Hour, from, to)
	c.firstHour, c.endHour = wholeOf(time.Hour, from, to)
	if by != whole {
		c.firstHour, c.endHour = wholeOf(time.Hour, fullHours(c.stretches, from, to), to)
		c.splitDays()
	}
	return c
}

// splitDays finds the days that lie in several steps.
func (c *cut) splitDays() {
	if c.by != social.ByHour && inUTC(c.stretches) {
		return
	}
	if c.by == social.ByHour || c.endDay.Sub(c.firstDay) > mostSplit*24*time.Hour {
		c.endDay = c.firstDay
		return
	}
	for day := c.firstDay; day.Before(c.endDay); day = day.AddDate(0, 0, 1) {
		last := day.AddDate(0, 0, 1).Add(-time.Microsecond)
		_, first := day.In(c.zone).Zone()
		if _, end := last.In(c.zone).Zone(); end != first || c.step(day) != c.step(last) {
			c.split = append(c.split, database.Date(day))
		}
	}
}

// step is the date, on the clocks of the zone, with which the step of t begins.
func (c *cut) step(t time.Time) time.Time {
	year, month, day := t.In(c.zone).Date()
	return c.by.Start(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// stretches are the times between from and to in which clocks are not changed.
func stretches(from, to time.Time) []social.Stretch {
	all := []social.Stretch{social.StretchOf(from)}
	for {
		next := all[len(all)-1].To
		if next.IsZero() || !next.Before(to) {
			return all
		}
		all = append(all, social.StretchOf(next))
	}
}

func inUTC(all []social.Stretch) bool {
	for _, s := range all {
		if s.Offset != 0 {
			return false
		}
	}
	return true
}

// fullHours is the time from which on clocks show a full hour when it is one in UTC: to,
// if it is not before.
func fullHours(all []social.Stretch, from, to time.Time) time.Time {
	full := from
	for _, s := range all {
		switch {
		case s.Offset%3600 != 0 && s.To.IsZero():
			full = to
		case s.Offset%3600 != 0:
			full = s.To
		case s.From.Unix()%3600 != 0 && s.From.After(full):
			full = s.From
		}
	}
	return database.Earlier(full, to)
}

// wholeOf returns the hours or days, UTC, that lie between from and to as a whole, as the
// first and the one after the last; the same twice where there are none.
func wholeOf(unit time.Duration, from, to time.Time) (first, end time.Time) {
	first, end = from.UTC().Truncate(unit), to.UTC().Truncate(unit)
	if first.Before(from) {
		first = first.Add(unit)
	}
	if end.Before(first) {
		end = first
	}
	return first, end
}

// fill gives queries/counts.sql its values.
func (c cut) fill(p database.Params) {
	changes, offsets := make([]int64, len(c.stretches)), make([]int64, len(c.stretches))
	for i, s := range c.stretches {
		offsets[i] = int64(s.Offset)
		// The first one has held from the beginning, as far as this period goes.
		if i > 0 {
			changes[i] = s.From.Unix()
		}
	}
	p["changes"], p["offsets"] = changes, offsets
	p["first_day"], p["end_day"], p["split"] = database.Date(c.firstDay), database.Date(c.endDay), database.List(c.split)
	p["first_hour"], p["end_hour"] = c.firstHour.Unix(), c.endHour.Unix()
	p["first_hour_day"], p["end_hour_day"] = database.Date(c.firstHour), database.Date(c.endHour.Add(-time.Microsecond))
	// Before and after the hours, where there is anything.
	before, after := c.firstHour.Add(-time.Microsecond), c.endHour
	if c.firstHour.Equal(c.from) {
		before = c.from.Add(-oneDay)
	}
	if c.endHour.Equal(c.to) {
		after = c.to.Add(oneDay)
	}
	p["before_hours_day"], p["after_hours_day"] = database.Date(before), database.Date(after)
	p["filled"] = database.Date(c.filled)
}

// needsHours tells whether anything lies in no whole day of a step.
func (c cut) needsHours() bool {
	outside := c.firstHour.Before(c.firstDay) || c.endDay.Before(c.endHour) || c.firstDay.Equal(c.endDay)
	return c.firstHour.Before(c.endHour) && (outside || len(c.split) > 0)
}

// mentions are those that are read beside the rollup.
func (c cut) mentions(all bool, dirty []database.BrandDay) queries.Mentions {
	from, to := database.DayOf(c.from), database.DayOf(c.to)
	return queries.Mentions{
		All:      all,
		Dirty:    slices.ContainsFunc(dirty, func(d database.BrandDay) bool { return !d.Day.Before(from) && !d.Day.After(to) }),
		Unfilled: c.filled.After(from),
		Edges:    !c.firstHour.Equal(c.from) || !c.endHour.Equal(c.to),
	}
}

// date is when the step began that queries/counts.sql names by a number of seconds.
func (c cut) date(bucket int64) time.Time {
	at := time.Unix(bucket, 0).UTC()
	switch c.by {
	case whole:
		return at
	case social.ByHour:
		return at.In(c.zone)
	default:
		return social.StartOfDate(at.Year(), at.Month(), at.Day(), c.zone)
	}
}

// scan reads a row of queries/counts.sql.
func (c cut) scan(r driver.Rows) (counted, error) {
	var (
		t                                             counted
		bucket                                        int64
		positive, neutral, negative, unsure, mentions int64
		authors, late                                 uint64
		engagement, known                             int64
	)
	err := r.Scan(&bucket, &t.Brand, &t.Platform, &t.Language, &mentions, &positive, &neutral, &negative, &unsure, &engagement, &known, &authors, &t.all, &late, &t.waiting)
	t.Date = c.date(bucket)
	t.Mentions, t.Positive, t.Neutral, t.Negative, t.Unsure = mentions, positive, neutral, negative, unsure
	t.Authors, t.late = int64(authors), late > 0
	if known > 0 {
		t.Engagement = &engagement
	}
	return t, err
}
