package sourceday

import (
	"context"
	"math"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Day is what a source found of a day; see the migration that makes source_days.
type Day struct {
	Source      string
	Day         time.Time
	posts       uint64
	platforms   []string
	dated       uint64
	first, last time.Time
	hours       []uint32
	longest     int64
	fetched     uint64
	patience    float64
}

// mostDirty is how many days may be out of date for these to be counted from the
// mentions. Where more are, as when a store of an earlier release was opened, all is
// counted at once as that did.
const mostDirty = 64

// endless is a time that no post is published after.
var endless = database.EndTime

// count counts the days from the mentions: the posts published up to now.
func count(ctx context.Context, db *database.DB, days []time.Time, now time.Time) ([]Day, error) {
	return countFrom(ctx, db, days, now, []string{""}, []int64{math.MinInt64}, math.MinInt64)
}

// countFrom is count of the posts from a time on, in microseconds since 1970: that
// in starts of a source that is in sources, otherwise that of all others.
func countFrom(ctx context.Context, db *database.DB, days []time.Time, now time.Time, sources []string, starts []int64, otherwise int64) ([]Day, error) {
	if len(days) == 0 {
		return nil, nil
	}
	p := database.Params{"now": now.UnixMicro(), "sources": sources, "starts": starts, "otherwise": otherwise}
	return collect(ctx, db, queries.CountSourceDays, p, days, func(r driver.Rows) (d Day, err error) {
		err = r.Scan(&d.Source, &d.Day, &d.posts, &d.platforms, &d.dated, &d.first, &d.last, &d.hours, &d.longest, &d.fetched, &d.patience)
		d.Day, d.first, d.last = database.Day(d.Day), d.first.UTC(), d.last.UTC()
		return d, err
	})
}

// Posts returns how many posts each source found.
func Posts(ctx context.Context, db *database.DB) (map[string]int64, error) {
	days, err := dirty(ctx, db, database.FirstTime)
	if err != nil {
		return nil, err
	}
	name := queries.SourceCounts
	if len(days) > mostDirty {
		name, days = queries.SourceCountsOfPosts, nil
	}
	out := map[string]int64{}
	add := func(r driver.Rows) (_ struct{}, err error) {
		var (
			source string
			posts  uint64
		)
		err = r.Scan(&source, &posts)
		out[source] += int64(posts)
		return struct{}{}, err
	}
	if _, err = collect(ctx, db, name, nil, days, add); err != nil || len(days) == 0 {
		return out, err
	}
	_, err = collect(ctx, db, queries.CountSourcePosts, nil, days, add)
	return out, err
}

// Span is from when to when a source's posts on a platform were published, in whole
// days.
type Span struct {
	Source, Platform string
	social.Span
}

// Spans returns the spans of the posts of each source and platform.
func Spans(ctx context.Context, db *database.DB) ([]Span, error) {
	days, err := dirty(ctx, db, database.FirstTime)
	if err != nil {
		return nil, err
	}
	name := queries.SourceSpans
	if len(days) > mostDirty {
		name, days = queries.SourceSpansOfPosts, nil
	}
	spans, err := collect(ctx, db, name, nil, days, scanSpan)
	if err != nil || len(days) == 0 {
		return spans, err
	}
	counted, err := collect(ctx, db, queries.CountSourceSpans, nil, days, scanSpan)
	return joined(append(spans, counted...)), err
}

func scanSpan(r driver.Rows) (s Span, err error) {
	err = r.Scan(&s.Source, &s.Platform, &s.From, &s.To)
	s.From, s.To = database.Day(s.From), database.Day(s.To).AddDate(0, 0, 1)
	return s, err
}

// joined makes one span of those of one source and platform, by these.
func joined(spans []Span) []Span {
	type of struct{ source, platform string }
	at := map[of]int{}
	var out []Span
	for _, s := range spans {
		key := of{s.Source, s.Platform}
		i, known := at[key]
		if !known {
			at[key] = len(out)
			out = append(out, s)
			continue
		}
		out[i].From, out[i].To = database.Earlier(out[i].From, s.From), database.Later(out[i].To, s.To)
	}
	return out
}
