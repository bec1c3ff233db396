package mention

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// fillDays counts the brand-days of stores of earlier releases, which the rollups by day
// have not or not with all that these tell by now: some months at a time, the newest first.
// It returns how many it counted. What is written meanwhile is marked, and counted again.
func (s *Writer) fillDays(ctx context.Context, t *turn) (days int, err error) {
	until := time.Now().Add(monthsIdle)
	since, changed, err := database.Filled(ctx, s.db, database.DayRollups)
	if err != nil {
		return 0, err
	}
	for since.After(database.FirstTime) {
		month, err := database.Collect(ctx, s.db, queries.BrandDays, database.Params{"before": database.Date(since)}, func(r driver.Rows) (d database.BrandDay, err error) {
			err = r.Scan(&d.Brand, &d.Day)
			d.Day = database.Day(d.Day)
			return d, err
		})
		if err != nil {
			return days, err
		}
		for some := range slices.Chunk(month, refreshChunk) {
			if err := s.countDays(ctx, some); err != nil {
				return days, err
			}
			days += len(some)
		}
		if err := t.held(); err != nil {
			return days, err
		}
		if since = database.FirstTime; len(month) > 0 {
			since = database.MonthOf(month[0]).Day
		}
		changed = max(changed+1, uint64(time.Now().UnixMicro()))
		if err := s.db.Insert(ctx, queries.InsertRollupSpans, []string{database.DayRollups}, []time.Time{since}, []uint64{changed}); err != nil {
			return days, err
		}
		if time.Now().After(until) {
			return days, nil
		}
	}
	return days, nil
}
