package database

import (
	"context"
	"fmt"
	"time"

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
	return d.direct(ctx, name, text, p, forever, func(r driver.Rows) error {
		var line string
		if err := r.Scan(&line); err != nil {
			return fmt.Errorf("storage: %s: %w", name, err)
		}
		return do(line)
	}, tables)
}

// forever is a bound for what may take as long as it needs.
const forever = 100 * 24 * time.Hour

// Transient tells whether err is of a connection that broke or could not be made, or of
// an engine that is overloaded for the moment, so that to ask again may help.
func Transient(err error) bool { return transient(err) }
