package mention

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// MergeMonths makes each month of mentions one part, as ClickHouse does in time with a
// month in which nothing is written any more. It takes some seconds a million.
func (s *Writer) MergeMonths(ctx context.Context) error {
	months, err := database.Collect(ctx, s.db, queries.Months, nil, func(r driver.Rows) (first time.Time, err error) {
		var (
			last time.Time
			rows uint64
		)
		return first, r.Scan(&first, &last, &rows)
	})
	if err != nil {
		return err
	}
	for _, month := range months {
		merge := fmt.Sprintf("OPTIMIZE TABLE mentions PARTITION ID '%s' FINAL", month.UTC().Format("200601"))
		if err := s.db.ExecText(ctx, "merge months", merge); err != nil {
			return err
		}
	}
	return nil
}
