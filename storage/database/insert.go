package database

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/queries"
)

// watchLag is more than what the library takes to notice that a batch was sent,
// also where every core is busy.
const watchLag = 30 * time.Second

// Insert sends one batch with the query name, which names the columns; columns
// holds the slices of their values in the same order, all of one length.
func (d *DB) Insert(ctx context.Context, name queries.Name, columns ...any) error {
	text, err := name.Text(queries.Parts{})
	if err != nil {
		return err
	}
	running, done := Uncancelled(ctx)
	// The library closes the connection of a batch when its context ends, and may
	// notice late that the batch was sent (clickhouse-go#2032): then it is that of
	// the next query. So the context ends well after the insert.
	defer time.AfterFunc(watchLag, done)
	running, cost := d.meter(running, name)
	defer cost.done()
	defer d.wrote(ctx)
	err = Retry(ctx, d.log, name.String(), func() error {
		batch, err := d.conn.PrepareBatch(running, text)
		if err != nil {
			return err
		}
		for i, values := range columns {
			if err := AppendColumn(batch.Column(i), values); err != nil {
				batch.Abort() // the fault is the column's, whatever becomes of the batch
				return fmt.Errorf("column %d: %w", i+1, err)
			}
		}
		return batch.Send()
	})
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// AppendColumn appends the values of a column. Lists are appended one by one: the
// library takes a list as it is, and one within a list by reflection.
func AppendColumn(to driver.BatchColumn, values any) error {
	switch lists := values.(type) {
	case [][]string:
		return appendLists(to, lists)
	case [][]float32:
		return appendLists(to, lists)
	case [][]int64:
		return appendLists(to, lists)
	case [][]uint32:
		return appendLists(to, lists)
	default:
		return to.Append(values)
	}
}

func appendLists[T any](to driver.BatchColumn, lists [][]T) error {
	for _, list := range lists {
		if err := to.AppendRow(list); err != nil {
			return err
		}
	}
	return nil
}
