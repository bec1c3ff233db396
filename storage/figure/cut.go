package figure

import (
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
)

// cut is how a period is parted into steps by the clocks of a zone, and what of it the
// rollups answer for.
type cut struct {
	by        social.Bucket
	zone      *time.Location
	stretches []social.Stretch
	rollup    string
	// first and end bound the hours or days of the rollup, UTC, that lie within the
	// period, and within one step each, as a whole.
	first, end time.Time
}

func newCut(f social.Filter, by social.Bucket) cut {
	from, to := period(f)
	c := cut{by: by, zone: f.Zone, rollup: "trend_days"}
	if c.zone == nil {
		c.zone = time.UTC
	}
	c.stretches = stretches(from.In(c.zone), to)
	if by == whole || by != social.ByHour && inUTC(c.stretches) {
		c.first, c.end = wholeOf(24*time.Hour, from, to)
		return c
	}
	c.rollup = "trend_hours"
	c.first, c.end = wholeOf(time.Hour, fullHours(c.stretches, from, to), to)
	return c
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
	p["by"], p["changes"], p["offsets"], p["rollup"] = string(c.by), changes, offsets, c.rollup
	p["first_whole"], p["end_whole"] = c.first.Unix(), c.end.Unix()
	p["first_day"], p["end_day"] = database.Date(c.first), database.Date(c.end)
	day, last := wholeOf(24*time.Hour, c.first, c.end)
	p["first_whole_day"], p["end_whole_day"] = database.Date(day), database.Date(last)
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
		t                                                      counted
		bucket                                                 int64
		mentions, positive, neutral, negative, unsure, authors uint64
		engagement                                             int64
		known, all                                             uint64
	)
	err := r.Scan(&bucket, &t.Brand, &t.Platform, &t.Language, &mentions, &positive, &neutral, &negative, &unsure, &engagement, &known, &authors, &all)
	t.Date = c.date(bucket)
	t.Mentions, t.Positive, t.Neutral, t.Negative, t.Unsure = int64(mentions), int64(positive), int64(neutral), int64(negative), int64(unsure)
	t.Authors, t.all = int64(authors), int64(all)
	if known > 0 {
		t.Engagement = &engagement
	}
	return t, err
}
