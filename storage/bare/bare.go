// Package bare is the yardstick of the posts benchmark: the rows a run of the pipeline
// left behind, inserted again with clickhouse-go alone. Columns are appended in the way of
// the store, which is the fastest known.
package bare

import (
	"context"
	"errors"
	"fmt"
	"net"
	"reflect"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
)

// batchRows is how many rows go into one insert: enough that a larger batch is
// no faster.
const batchRows = 20_000

// Tables are the tables that storing posts fills.
func Tables() []string { return []string{"posts", "analyses", "mentions", "claims"} }

// Options say where the rows are and who measures.
type Options struct {
	DSN string
	// Dial reaches the server in another way than by the address in DSN; nil is none.
	Dial func(ctx context.Context, address string) (net.Conn, error)
	// Timed runs an insert and measures it.
	Timed func(insert func() error) error
}

// Insert reads the rows of Tables into memory, column by column, makes an empty copy
// of each table, and inserts the columns again as they are, which clickhouse-go calls
// a columnar insert and is faster than one row by row. The inserts alone are timed.
// It returns how many rows they had. The copies are dropped.
func Insert(ctx context.Context, o Options) (rows int, err error) {
	opts, err := clickhouse.ParseDSN(o.DSN)
	if err != nil {
		return 0, fmt.Errorf("bare: parse dsn: %w", err)
	}
	opts.DialContext = o.Dial
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return 0, fmt.Errorf("bare: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	for _, table := range Tables() {
		n, err := insertAgain(ctx, conn, table, o.Timed)
		if err != nil {
			return 0, fmt.Errorf("bare: %s: %w", table, err)
		}
		rows += n
	}
	return rows, nil
}

func insertAgain(ctx context.Context, conn driver.Conn, table string, timed func(func() error) error) (rows int, err error) {
	blocks, err := readAll(ctx, conn, table)
	if err != nil {
		return 0, err
	}
	copied := "bare_" + table
	if err := conn.Exec(ctx, "DROP TABLE IF EXISTS "+copied); err != nil {
		return 0, err
	}
	if err := conn.Exec(ctx, "CREATE TABLE "+copied+" AS "+table); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Exec(ctx, "DROP TABLE "+copied)) }()
	for _, b := range blocks {
		if err := timed(func() error { return b.send(ctx, conn, copied) }); err != nil {
			return 0, err
		}
		rows += b.rows
	}
	return rows, nil
}

// block is what goes into one insert: of each column a slice of its values.
type block struct {
	rows    int
	columns []reflect.Value
}

func newBlock(types []driver.ColumnType) block {
	b := block{columns: make([]reflect.Value, len(types))}
	for i, t := range types {
		b.columns[i] = reflect.New(reflect.SliceOf(t.ScanType())).Elem()
		b.columns[i].Grow(batchRows)
	}
	return b
}

// readAll reads a table into blocks of batchRows.
func readAll(ctx context.Context, conn driver.Conn, table string) (blocks []block, err error) {
	rows, err := conn.Query(ctx, "SELECT * FROM "+table)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	types := rows.ColumnTypes()
	into := make([]any, len(types))
	for rows.Next() {
		if len(blocks) == 0 || blocks[len(blocks)-1].rows == batchRows {
			blocks = append(blocks, newBlock(types))
		}
		b := &blocks[len(blocks)-1]
		for i := range b.columns {
			b.columns[i].SetLen(b.rows + 1)
			into[i] = b.columns[i].Index(b.rows).Addr().Interface()
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		b.rows++
	}
	return blocks, rows.Err()
}

func (b block) send(ctx context.Context, conn driver.Conn, table string) error {
	batch, err := conn.PrepareBatch(ctx, "INSERT INTO "+table)
	if err != nil {
		return err
	}
	for i, values := range b.columns {
		if err := database.AppendColumn(batch.Column(i), values.Interface()); err != nil {
			return errors.Join(err, batch.Abort())
		}
	}
	return batch.Send()
}
