package database

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/queries"
)

// TableSize is what a table holds on disk.
type TableSize struct {
	Table string
	// Rows are those stored, replaced ones included, until they are merged.
	Rows int64
	// Bytes are compressed, with indexes.
	Bytes int64
}

// TableSizes returns what each table holds, the largest first.
func (d *DB) TableSizes(ctx context.Context) ([]TableSize, error) {
	return Collect(ctx, d, queries.TableSizes, nil, func(r driver.Rows) (s TableSize, err error) {
		return s, r.Scan(&s.Table, &s.Rows, &s.Bytes)
	})
}
