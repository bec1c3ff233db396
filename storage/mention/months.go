package mention

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// monthsBeside is for how long a call that had brand-days to recompute goes on to count
	// the readings of months, monthsIdle one that had none.
	monthsBeside, monthsIdle = 200 * time.Millisecond, time.Second
	// monthsApart is the least time between two counts of a month, each of which goes into
	// the rows of the one before the last. It is longer than what a question can wait for
	// its turns, or go by an older answer, between its look at reading_spans and its look at
	// the rows; see package database.
	monthsApart = 3 * time.Minute
)

// outdateMonths notes that the readings of the months of brand-days have changed. It goes
// before their marks are taken back, so that no question ever takes them for current.
func (s *Writer) outdateMonths(ctx context.Context, days []database.BrandDay) error {
	spans, err := s.spans(ctx)
	if err != nil {
		return err
	}
	var outdated []database.ReadingSpan
	seen := map[database.BrandDay]bool{}
	for _, d := range days {
		month := database.MonthOf(d)
		if seen[month] {
			continue
		}
		seen[month] = true
		span, known := spans[month]
		if known && span.Version == 0 {
			continue
		}
		span.Brand, span.Month, span.Version = month.Brand, month.Day, 0
		outdated = append(outdated, span)
	}
	return s.insertSpans(ctx, outdated)
}

// countMonths counts the readings of some brand-months again that rest.
func (s *Writer) countMonths(ctx context.Context, t *turn, touched map[database.BrandDay]bool) error {
	until := time.Now().Add(monthsIdle)
	if len(touched) > 0 {
		until = time.Now().Add(monthsBeside)
	}
	spans, err := s.restingMonths(ctx, touched)
	if err != nil {
		return err
	}
	for _, span := range spans {
		table, err := database.DayTable("days", []database.BrandDay{{Brand: span.Brand, Day: span.Month}})
		if err != nil {
			return err
		}
		span.Slot = 1 - span.Slot
		span.Version = max(span.Changed+1, uint64(time.Now().UnixMicro()))
		if err := s.db.Exec(ctx, queries.RefreshMonths, database.Params{"slot": span.Slot, "version": span.Version}, table); err != nil {
			return err
		}
		if err := t.held(); err != nil {
			return err
		}
		if err := s.insertSpans(ctx, []database.ReadingSpan{span}); err != nil {
			return err
		}
		if time.Now().After(until) {
			return nil
		}
	}
	return nil
}

// restingMonths are the brand-months whose mentions have changed since their readings were
// counted, the newest first, but for those that change just now, which touched holds, as
// they would have to be counted again and again, and for those that were counted a moment
// ago, by whichever process: mentions are read instead.
func (s *Writer) restingMonths(ctx context.Context, touched map[database.BrandDay]bool) (resting []database.ReadingSpan, err error) {
	spans, err := database.ReadingSpans(ctx, s.db)
	if err != nil {
		return nil, err
	}
	for _, span := range spans {
		month := database.BrandDay{Brand: span.Brand, Day: span.Month}
		if span.Version != 0 || touched[month] || time.Since(s.monthsCounted[month]) < s.MonthsApart {
			continue
		}
		p := database.Params{"brand": span.Brand, "month": database.Date(span.Month), "slot": span.Slot}
		counted, err := database.Collect(ctx, s.db, queries.MonthCounted, p, func(r driver.Rows) (version uint64, err error) {
			return version, r.Scan(&version)
		})
		if err != nil {
			return nil, err
		}
		// What was counted by a clock that is ahead was not counted by this one.
		if at := time.UnixMicro(int64(counted[0])); time.Since(at).Abs() < s.MonthsApart {
			s.monthsCounted[month] = at
			continue
		}
		resting = append(resting, span)
	}
	return resting, nil
}

func (s *Writer) spans(ctx context.Context) (map[database.BrandDay]database.ReadingSpan, error) {
	all, err := database.ReadingSpans(ctx, s.db)
	spans := make(map[database.BrandDay]database.ReadingSpan, len(all))
	for _, span := range all {
		spans[database.BrandDay{Brand: span.Brand, Day: span.Month}] = span
	}
	return spans, err
}

// insertSpans stores states that are later than those they were made of.
func (s *Writer) insertSpans(ctx context.Context, spans []database.ReadingSpan) error {
	if len(spans) == 0 {
		return nil
	}
	var (
		brands            []string
		months            []time.Time
		slots             []uint8
		versions, changed []uint64
	)
	for _, span := range spans {
		brands, months, slots = append(brands, span.Brand), append(months, span.Month), append(slots, span.Slot)
		versions, changed = append(versions, span.Version), append(changed, max(span.Changed+1, uint64(time.Now().UnixMicro())))
	}
	return s.db.Insert(ctx, queries.InsertReadingSpans, brands, months, slots, versions, changed)
}
