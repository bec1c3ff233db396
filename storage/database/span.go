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
