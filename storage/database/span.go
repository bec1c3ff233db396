package database

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/queries"
)

// ReadingSpan says which rows of the table reading_months count for the month of a brand.
type ReadingSpan struct {
	Brand string
	// Month is its first day.
	Month time.Time
	Slot  uint8
	// Version is 0 where the mentions have changed since they were counted.
	Version uint64
	// Changed orders the states of this row; the last one counts.
	Changed uint64
}

// DayRollups is the name of those of figures by hour and of readings by day.
const DayRollups = "days"

// FilledSince returns from which day on the rollups of a name are filled; EndTime where
// nothing of them is.
func FilledSince(ctx context.Context, d *DB, name string) (time.Time, error) {
	since, _, err := Filled(ctx, d, name)
	return since, err
}

// Filled is FilledSince with what orders the states of this note; the last one counts.
func Filled(ctx context.Context, d *DB, name string) (since time.Time, changed uint64, err error) {
	since = EndTime
	_, err = Collect(ctx, d, queries.RollupSince, Params{"name": name}, func(r driver.Rows) (struct{}, error) {
		err := r.Scan(&since, &changed)
		since = Day(since)
		return struct{}{}, err
	})
	return since, changed, err
}

// MonthOf is the month of d, UTC, as its first day.
func MonthOf(d BrandDay) BrandDay {
	d.Day = time.Date(d.Day.Year(), d.Day.Month(), 1, 0, 0, 0, 0, time.UTC)
	return d
}

// ReadingSpans returns that of every month of a brand that was ever looked at, the newest first.
func ReadingSpans(ctx context.Context, d *DB) ([]ReadingSpan, error) {
	return Collect(ctx, d, queries.ReadingSpans, nil, func(r driver.Rows) (s ReadingSpan, err error) {
		err = r.Scan(&s.Brand, &s.Month, &s.Slot, &s.Version, &s.Changed)
		s.Month = Day(s.Month)
		return s, err
	})
}
