package database

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/asker"
	"earshot/storage/queries"
)

// limit bounds what one question may take of the engine.
type limit struct {
	time     time.Duration
	settings clickhouse.Settings
}

// The memory that one question may take, and the rows that it may answer a page with.
const (
	mostMemory = 4 << 30
	mostRows   = 5_000_000
)

// limits are the bounds by who asks; the program's own work has none beside
// answerTimeout. The engine lets questions of a lower priority, which is a higher
// number, wait for those above.
var limits = map[asker.Kind]limit{
	asker.Page: {time.Minute, clickhouse.Settings{
		"max_execution_time": 60, "max_memory_usage": uint64(mostMemory), "max_result_rows": uint64(mostRows), "priority": 1, "log_comment": "page",
	}},
	asker.File: {answerTimeout, clickhouse.Settings{
		"max_memory_usage": uint64(mostMemory), "priority": 5, "max_threads": 1, "log_comment": "file",
	}},
	asker.Background: {answerTimeout, clickhouse.Settings{"priority": 10, "max_threads": 1, "log_comment": "background"}},
}

// killEvery is how often a query is told to end until it has.
const killEvery = time.Second

// run runs a query and hands its rows to read, which leaves them at their end or closes
// them. The query is told to end when ctx has ended, or when read returned an error, by way of
// another connection: to close that of a query can abort the embedded engine
// (see Uncancelled), to kill it does not.
func (d *DB) run(ctx context.Context, name queries.Name, text string, p Params, limit time.Duration, tables []*ext.Table, read func(driver.Rows) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	id := "earshot-" + rand.Text()
	options := []clickhouse.QueryOption{clickhouse.WithQueryID(id)}
	if l, ok := limits[d.kind(ctx)]; ok {
		options = append(options, clickhouse.WithSettings(l.settings))
	}
	if len(tables) > 0 {
		options = append(options, clickhouse.WithExternalTable(tables...))
	}
	running, done := context.WithTimeout(context.WithoutCancel(clickhouse.Context(ctx, options...)), limit+killEvery)
	running, cost := d.meter(running, name)
	ended := make(chan struct{})
	answered := d.pulse.begin(d)
	d.running.Add(1)
	end := func() { cost.done(); done(); close(ended); answered(); d.running.Add(-1) }
	defer context.AfterFunc(ctx, func() { d.kill(id, ended) })()
	defer context.AfterFunc(d.closing, func() { d.kill(id, ended) })()

	opened := make(chan result, 1)
	go func() {
		rows, err := d.conn.Query(running, text, p.args()...)
		d.pulse.note(err)
		opened <- result{rows, err}
	}()
	var rows driver.Rows
	var err error
	select {
	case r := <-opened:
		rows, err = r.rows, r.err
	case <-d.abandon(ctx):
		go func() {
			defer end()
			if r := <-opened; r.err == nil {
				_ = r.rows.Close() // nobody wants them
			}
		}()
		return ctx.Err()
	}
	defer end()
	if err == nil {
		err = read(rows)
		if err != nil {
			go d.kill(id, ended)
			err = errors.Join(err, ignoreKilled(rows.Close()))
		} else {
			err = errors.Join(rows.Err(), rows.Close())
		}
	}
	if err != nil && ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return err
}

// result is what came of sending a query.
type result struct {
	rows driver.Rows
	err  error
}

// abandon is when a question is left to itself: when its reader has gone, or waits no
// longer. The program's own work waits for what it asked.
func (d *DB) abandon(ctx context.Context) <-chan struct{} {
	switch d.kind(ctx) {
	case asker.Page, asker.File:
		return ctx.Done()
	default:
		return nil
	}
}

// closeWait is how long questions under way may take to end when they are told to.
const closeWait = 3 * time.Second

// Close tells the engine to end what readers asked, and waits a little until it has: a
// connection that is closed under a query can abort the embedded engine.
func (d *DB) Close() {
	d.close()
	for limit := time.Now().Add(closeWait); d.running.Load() > 0 && time.Now().Before(limit); {
		time.Sleep(firstPause)
	}
}

// kill tells the engine to end a query, until ended is closed. One that has not reached
// the engine yet, or has left it, is not there.
func (d *DB) kill(id string, ended <-chan struct{}) {
	ctx, done := Uncancelled(context.Background())
	defer done()
	again := time.NewTicker(killEvery)
	defer again.Stop()
	for {
		select {
		case <-ended:
			return
		default:
		}
		text, err := queries.KillQuery.Text(queries.Parts{})
		if err == nil {
			err = d.conn.Exec(ctx, text, Params{"query_id": id}.args()...)
		}
		if err != nil {
			d.log.Debug("query not ended", "query_id", id, "error", err)
		}
		select {
		case <-ended:
			return
		case <-again.C:
		}
	}
}

// cancelled is the engine's error code of a query that was killed.
const cancelled = 394

func ignoreKilled(err error) error {
	if ex, ok := errors.AsType[*clickhouse.Exception](err); ok && ex.Code == cancelled {
		return nil
	}
	return err
}
