// Package database is what the parts of storage have in common: the connection
// to ClickHouse with its patience, the tables that go along with a query, and the
// times and values that its columns hold.
package database

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/asker"
	"earshot/storage/admission"
	"earshot/storage/answer"
	"earshot/storage/queries"
)

// DB is a connection to ClickHouse. It is safe for concurrent use.
type DB struct {
	*core
	// writing tells that what is read is for a write, which follows from it: nothing of
	// it is shared, whoever asks.
	writing bool
}

// core is what every DB of one connection has in common.
type core struct {
	conn driver.Conn
	log  *slog.Logger

	// gate admits questions of pages, and answers keeps what came of them.
	gate    *admission.Gate
	answers *answer.Answers
	version version
	pulse   pulse
	// writes counts what this process wrote, own what its readers did.
	writes, own atomic.Uint64
	counts      counts
	// running counts the questions that are with the engine; closing ends when they are
	// to end.
	running atomic.Int64
	// observe is told what statements cost, where there is one.
	observe atomic.Pointer[func(Cost)]
	closing context.Context
	close   context.CancelFunc
}

// New is the database that conn is connected to. What is tried again is logged.
func New(conn driver.Conn, log *slog.Logger) *DB {
	closing, end := context.WithCancel(context.Background())
	return &DB{core: &core{
		closing: closing, close: end,
		conn: conn, log: log,
		gate: admission.New(admission.Options{
			Turns: max(4, 2*runtime.GOMAXPROCS(0)), Waiting: mostWaiting, WaitingOfOne: mostWaiting / 2, Wait: longestWait,
		}),
		answers: answer.New(answer.Options{Bytes: answerBytes, Linger: answerLinger}),
	}}
}

// ForWriting is the same database for those who read what they then write by.
func (d *DB) ForWriting() *DB { return &DB{core: d.core, writing: true} }

// kind is how a question of ctx is asked.
func (d *DB) kind(ctx context.Context) asker.Kind {
	kind := asker.Of(ctx).Kind
	if d.writing && kind != asker.Background {
		return asker.Work
	}
	return kind
}

const (
	// mostWaiting is how many questions of pages may wait for their turn, and
	// longestWait how long each.
	mostWaiting = 1024
	longestWait = 20 * time.Second
)

// Log is where the parts of storage log to.
func (d *DB) Log() *slog.Logger { return d.log }

// answerTimeout bounds a query, also one whose caller is gone.
const answerTimeout = 10 * time.Minute

// Uncancelled returns the context of a query: that of the caller, without its
// end. A cancelled query closes its connection, and the embedded engine
// (ClickHouse 26.7.2 as a library) can abort on an exception in the thread of a
// connection that was closed under it. So a query runs to its end, and its result
// is discarded when the caller is gone.
func Uncancelled(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), answerTimeout)
}

// Stream runs the query name and hands each row to scan as it comes. A
// connection that breaks after the first row is an error.
func (d *DB) Stream(ctx context.Context, name queries.Name, p Params, scan func(driver.Rows) error, tables ...*ext.Table) error {
	text, err := name.Text(p.parts())
	if err != nil {
		return err
	}
	return d.StreamText(ctx, name, text, p, scan, tables...)
}

// StreamText is Stream for a query whose text was completed; name is its name. For a
// page the rows are those that all get who ask the same; a file or background work waits
// a little, now and then, while pages ask.
func (d *DB) StreamText(ctx context.Context, name queries.Name, text string, p Params, scan func(driver.Rows) error, tables ...*ext.Table) error {
	if d.kind(ctx) != asker.Page {
		return d.direct(ctx, name, text, p, answerTimeout, scan, tables)
	}
	rows, err := d.shared(ctx, name, text, p, tables)
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return rows.Each(scan)
}

// direct asks the engine for this caller alone, and hands each row to scan as it comes.
func (d *DB) direct(ctx context.Context, name queries.Name, text string, p Params, limit time.Duration, scan func(driver.Rows) error, tables []*ext.Table) error {
	kind := d.kind(ctx)
	d.gate.LetPagesFirst(ctx, kind)
	var stopped error
	begun := false
	err := Retry(ctx, d.log, name.String(), func() error {
		err := d.run(ctx, name, text, p, limit, tables, func(rows driver.Rows) error {
			begun = true
			for read := 1; rows.Next(); read++ {
				if stopped = ctx.Err(); stopped == nil {
					stopped = scan(rows)
				}
				if stopped != nil {
					return stopped
				}
				if read%rowBudget == 0 {
					d.gate.BetweenRows(ctx, kind)
				}
			}
			return nil
		})
		if begun && err != nil && stopped == nil {
			stopped = fmt.Errorf("storage: %s: %w", name, err)
		}
		if stopped != nil {
			return nil
		}
		return err
	})
	if stopped != nil {
		return stopped
	}
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// rowBudget is how many rows a file or background work reads before it lets pages go first.
const rowBudget = 1000

// Each runs the query name and hands each row to scan. A connection that breaks
// half-way makes it start over, which must be harmless to scan.
func (d *DB) Each(ctx context.Context, name queries.Name, p Params, scan func(driver.Rows) error, tables ...*ext.Table) error {
	return Retry(ctx, d.log, name.String(), func() error {
		return d.Stream(ctx, name, p, func(rows driver.Rows) error {
			if err := scan(rows); err != nil {
				return fmt.Errorf("storage: %s: %w", name, err)
			}
			return nil
		}, tables...)
	})
}

// Collect runs the query name and returns all its rows. A connection that
// breaks half-way makes it start over.
func Collect[T any](ctx context.Context, d *DB, name queries.Name, p Params, scan func(driver.Rows) (T, error), tables ...*ext.Table) ([]T, error) {
	text, err := name.Text(p.parts())
	if err != nil {
		return nil, err
	}
	return CollectText(ctx, d, name, text, p, scan, tables...)
}

// CollectText is Collect for a query whose text was completed.
func CollectText[T any](ctx context.Context, d *DB, name queries.Name, text string, p Params, scan func(driver.Rows) (T, error), tables ...*ext.Table) ([]T, error) {
	var all []T
	err := Retry(ctx, d.log, name.String(), func() error {
		all = all[:0]
		return d.StreamText(ctx, name, text, p, func(rows driver.Rows) error {
			one, err := scan(rows)
			if err != nil {
				return fmt.Errorf("storage: %s: %w", name, err)
			}
			all = append(all, one)
			return nil
		}, tables...)
	})
	return all, err
}

// Exec runs the query name, which must be harmless to repeat.
func (d *DB) Exec(ctx context.Context, name queries.Name, p Params, tables ...*ext.Table) error {
	text, err := name.Text(p.parts())
	if err != nil {
		return err
	}
	if len(tables) > 0 {
		ctx = clickhouse.Context(ctx, clickhouse.WithExternalTable(tables...))
	}
	running, done := Uncancelled(ctx)
	defer done()
	kind := d.kind(ctx)
	d.gate.LetPagesFirst(ctx, kind)
	if kind == asker.Background {
		running = clickhouse.Context(running, clickhouse.WithSettings(limits[kind].settings), clickhouse.WithExternalTable(tables...))
	}
	running, cost := d.meter(running, name)
	defer cost.done()
	defer d.wrote(ctx)
	err = Retry(ctx, d.log, name.String(), func() error { return d.conn.Exec(running, text, p.args()...) })
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// ExecText runs a statement that names what no parameter can, such as a part of a
// table; what says what it does. It must be harmless to repeat.
func (d *DB) ExecText(ctx context.Context, what, text string) error {
	running, done := Uncancelled(ctx)
	defer done()
	if err := Retry(ctx, d.log, what, func() error { return d.conn.Exec(running, text) }); err != nil {
		return fmt.Errorf("storage: %s: %w", what, err)
	}
	return nil
}
