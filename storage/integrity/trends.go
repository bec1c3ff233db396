package integrity

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// compareTrends recounts the rollups of the months of days.
func (s *Inspector) compareTrends(ctx context.Context, days map[database.BrandDay]cell, r *Report) error {
	months := map[time.Time]bool{}
	for d := range days {
		months[time.Date(d.Day.Year(), d.Day.Month(), 1, 0, 0, 0, 0, time.UTC)] = true
	}
	filled, err := database.FilledSince(ctx, s.db, database.DayRollups)
	if err != nil {
		return err
	}
	r.Trends = map[string][]database.BrandDay{}
	for _, month := range slices.SortedFunc(maps.Keys(months), time.Time.Compare) {
		for name, compare := range map[string]queries.Name{
			"figure_days": queries.CompareFigureDays, "reading_days": queries.CompareReadingDays, "reading_months": queries.CompareReadingMonths,
		} {
			p := database.Params{"first": database.Date(month), "last": database.Date(month.AddDate(0, 1, -1)), "filled": database.Date(filled)}
			wrong, err := database.Collect(ctx, s.db, compare, p, func(d driver.Rows) (b database.BrandDay, err error) {
				err = d.Scan(&b.Brand, &b.Day)
				b.Day = database.Day(b.Day)
				return b, err
			})
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if len(wrong) > 0 {
				r.Trends[name] = append(r.Trends[name], wrong...)
			}
		}
	}
	return nil
}
