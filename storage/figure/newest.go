package figure

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// newest returns the first spots after after, the newest first. It walks backwards over
// the days in windows that grow, and ends with the window that fills the page, so that
// what is read does not grow with the period.
func (s *Reader) newest(ctx context.Context, f social.Filter, found matching, after *spot, limit int) ([]spot, error) {
	walk, err := s.backwards(ctx, f, found, after, limit)
	if err != nil {
		return nil, err
	}
	var out []spot
	for walk.next() {
		window := f
		window.From, window.To = walk.first, walk.end
		for more := true; more; {
			spots, err := s.page(ctx, window, found, queries.PageNewest, after, limit)
			if err != nil {
				return nil, err
			}
			if more = len(spots) == limit; len(spots) == 0 {
				break
			}
			last := spots[len(spots)-1]
			after = &last
			if spots, err = s.withoutRepeats(ctx, f, found, spots); err != nil {
				return nil, err
			}
			if out = append(out, spots...); len(out) >= limit {
				return out[:limit], nil
			}
		}
	}
	return out, nil
}

// withoutRepeats leaves out the posts that are near copies of one that f lets through
// before them, in the whole of f's period; where f does not fold copies, none.
func (s *Reader) withoutRepeats(ctx context.Context, f social.Filter, found matching, spots []spot) ([]spot, error) {
	if !f.FoldCopies {
		return spots, nil
	}
	keys, first, last := make([]social.Key, len(spots)), spots[0].Time, spots[0].Time
	for i, at := range spots {
		keys[i], first, last = at.key(), min(first, at.Time), max(last, at.Time)
	}
	p := filterParams(f, found)
	p["first_key_day"], p["last_key_day"] = database.Date(time.UnixMicro(first)), database.Date(time.UnixMicro(last))
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	matching, err := found.table()
	if err != nil {
		return nil, err
	}
	repeats, err := database.Collect(ctx, s.db, queries.RepeatsAmong, p, database.ScanKey, table, matching)
	if err != nil {
		return nil, err
	}
	repeated := make(map[social.Key]bool, len(repeats))
	for _, key := range repeats {
		repeated[key] = true
	}
	return slices.DeleteFunc(spots, func(at spot) bool { return repeated[at.key()] }), nil
}

const (
	// firstWindow is about how many rows the first window has; each is windowGrowth times
	// as long as the one before.
	firstWindow, windowGrowth = 20_000, 8
	// firstMatches is how many of a few matches the first window has, for each that is wanted.
	firstMatches = 2
	oneDay       = 24 * time.Hour
)

// month is how many rows of mentions there are between two days, both included.
type month struct {
	first, last time.Time
	rows        uint64
}

// backwards is a walk over a period, window by window, the newest first.
type backwards struct {
	// first and end are the window; from is where the period begins.
	first, end, from time.Time
	// months are those left, the oldest first.
	months []month
	budget uint64
}

// months are those that mentions are of, the oldest first.
func (s *Reader) months(ctx context.Context) ([]month, error) {
	return database.Collect(ctx, s.db, queries.Months, nil, func(r driver.Rows) (m month, err error) {
		err = r.Scan(&m.first, &m.last, &m.rows)
		m.first, m.last = database.Day(m.first), database.Day(m.last)
		return m, err
	})
}

// Between returns when the first of the days begins that may have mentions, and when the
// last one ends, UTC; zero times where there are none.
func (s *Reader) Between(ctx context.Context) (first, end time.Time, err error) {
	months, err := s.months(ctx)
	if err != nil || len(months) == 0 {
		return time.Time{}, time.Time{}, err
	}
	return months[0].first, months[len(months)-1].last.Add(oneDay), nil
}

func (s *Reader) backwards(ctx context.Context, f social.Filter, found matching, after *spot, limit int) (*backwards, error) {
	months, budget := found.days(), uint64(firstMatches*limit)
	if !found.few {
		var err error
		if months, err = s.months(ctx); err != nil {
			return nil, err
		}
		budget = s.fewest.window
	}
	from, to := period(f)
	if after != nil {
		to = database.Earlier(to, time.UnixMicro(after.Time).UTC().Add(time.Microsecond))
	}
	return &backwards{first: to, from: from, months: months, budget: budget}, nil
}

// next goes to the next window; false when the period is over.
func (w *backwards) next() bool {
	if len(w.months) == 0 || !w.first.After(w.from) {
		return false
	}
	w.end = w.first
	rows := uint64(0)
	for n := len(w.months); n > 0 && rows < w.budget; n = len(w.months) {
		m := w.months[n-1]
		top := database.Earlier(w.first, m.last.Add(oneDay))
		days := uint64((m.last.Sub(m.first) + oneDay) / oneDay)
		perDay := max(1, m.rows/days)
		wanted := time.Duration(min(days, (w.budget-rows)/perDay+1)) * oneDay
		w.first = database.Later(database.DayOf(top.Add(-time.Microsecond)).Add(oneDay-wanted), m.first)
		if !top.After(m.first) || !w.first.After(m.first) {
			// Nothing is left of this month after the window.
			w.first, w.months = database.Earlier(m.first, w.end), w.months[:n-1]
		}
		if top.After(w.first) {
			rows += perDay * uint64((top.Sub(w.first)+oneDay-1)/oneDay)
		}
	}
	if len(w.months) == 0 {
		w.first = w.from
	}
	w.first = database.Later(w.first, w.from)
	w.budget = min(w.budget*windowGrowth, 1<<50)
	return w.end.After(w.first)
}
