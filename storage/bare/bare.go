// Package bare is the yardstick of the posts benchmark: the rows a run of the
// pipeline left behind, inserted again with clickhouse-go and nothing else.
package bare

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// batchRows is how many rows go into one insert: enough that a larger batch is
// no faster.
const batchRows = 20_000

// Tables are the tables that storing posts fills.
func Tables() []string { return []string{"posts", "analyses", "mentions", "claims"} }

// Insert reads the rows of Tables in the database at dsn into memory, makes an
// empty copy of each table, and inserts the rows again, timing the inserts
// alone. The copies are dropped.
func Insert(ctx context.Context, dsn string) (rows int, took time.Duration, err error) {
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return 0, 0, fmt.Errorf("bare: parse dsn: %w", err)
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return 0, 0, fmt.Errorf("bare: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	for _, table := range Tables() {
		n, d, err := insertAgain(ctx, conn, table)
		if err != nil {
			return 0, 0, fmt.Errorf("bare: %s: %w", table, err)
		}
		rows, took = rows+n, took+d
	}
	return rows, took, nil
}

func insertAgain(ctx context.Context, conn driver.Conn, table string) (n int, took time.Duration, err error) {
	rows, err := readAll(ctx, conn, table)
	if err != nil {
		return 0, 0, err
	}
	copied := "bare_" + table
	if err := conn.Exec(ctx, "DROP TABLE IF EXISTS "+copied); err != nil {
		return 0, 0, err
	}
	if err := conn.Exec(ctx, "CREATE TABLE "+copied+" AS "+table); err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, conn.Exec(ctx, "DROP TABLE "+copied)) }()
	started := time.Now()
	for from := 0; from < len(rows); from += batchRows {
		if err := send(ctx, conn, copied, rows[from:min(from+batchRows, len(rows))]); err != nil {
			return 0, 0, err
		}
	}
	return len(rows), time.Since(started), nil
}

func send(ctx context.Context, conn driver.Conn, table string, rows [][]any) error {
	batch, err := conn.PrepareBatch(ctx, "INSERT INTO "+table)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := batch.Append(row...); err != nil {
			return errors.Join(err, batch.Abort())
		}
	}
	return batch.Send()
}

func readAll(ctx context.Context, conn driver.Conn, table string) (all [][]any, err error) {
	rows, err := conn.Query(ctx, "SELECT * FROM "+table)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	types := rows.ColumnTypes()
	for rows.Next() {
		row := make([]any, len(types))
		for i, t := range types {
			row[i] = reflect.New(t.ScanType()).Interface()
		}
		if err := rows.Scan(row...); err != nil {
			return nil, err
		}
		for i := range row {
			row[i] = reflect.ValueOf(row[i]).Elem().Interface()
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
