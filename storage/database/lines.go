package database

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/queries"
)

// EachLine runs a query whose rows are one text each, however many and however long it
// takes, and hands each to do as it comes; see Row. It holds a connection until then. A
// connection that breaks after the first row is an error; see Transient. When do fails or
// ctx ends, the query is stopped on the server rather than read to its end.
func (d *DB) EachLine(ctx context.Context, name queries.Name, p Params, do func(string) error, tables ...*ext.Table) error {
	text, err := name.Text(p.parts())
	if err != nil {
		return err
	}
	id := rand.Text()
	options := []clickhouse.QueryOption{clickhouse.WithQueryID(id)}
	if len(tables) > 0 {
		options = append(options, clickhouse.WithExternalTable(tables...))
	}
	// Without an end of its own, for the reason that Uncancelled has.
	running := clickhouse.Context(context.WithoutCancel(ctx), options...)
	var rows driver.Rows
	err = Retry(ctx, d.log, name.String(), func() (err error) {
		rows, err = d.conn.Query(running, text, p.args()...)
		return err
	})
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	for rows.Next() {
		var line string
		err := ctx.Err()
		if err == nil {
			err = rows.Scan(&line)
		}
		if err == nil {
			err = do(line)
		}
		if err != nil {
			d.kill(running, id)
			rows.Close() // says that the query was stopped
			return err
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// kill stops a query. Where that fails it runs to its end, which is no harm but time.
func (d *DB) kill(ctx context.Context, id string) {
	running, done := Uncancelled(ctx)
	defer done()
	text, err := queries.KillQuery.Text(queries.Parts{})
	if err == nil {
		err = d.conn.Exec(clickhouse.Context(running, clickhouse.WithQueryID(rand.Text())), text, Params{"query_id": id}.args()...)
	}
	if err != nil {
		d.log.Warn("a query runs on that nobody reads", "error", err)
	}
}

// Transient tells whether err is of a connection that broke or could not be made, or of
// an engine that is overloaded for the moment, so that to ask again may help.
func Transient(err error) bool { return transient(err) }
