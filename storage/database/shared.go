package database

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/asker"
	"earshot/internal/social"
	"earshot/storage/answer"
	"earshot/storage/queries"
)

const (
	// answerBytes is about how much memory shared answers may take.
	answerBytes = 32 << 20
	// answerLinger is how long an answer is looked for that nobody waits for any more.
	answerLinger = 5 * time.Second
	// busyTolerance is how old an answer may be while questions wait for their turn:
	// about as old as it would be if it were looked for anew.
	busyTolerance = answer.Tolerance(3 * time.Second)
)

// shared returns the answer to a page's question, the same for all who ask it while
// what is stored is the same.
func (d *DB) shared(ctx context.Context, name queries.Name, text string, p Params, tables []*ext.Table) (*answer.Rows, error) {
	q := question(text, p, tables)
	own := d.own.Load()
	if since := d.pulse.silent(); !since.IsZero() {
		if rows, _ := d.answers.Kept(q, own); rows != nil {
			return rows, nil
		}
		if time.Since(since) > giveUp {
			return nil, social.Errorf(social.CodeUnavailable, "storage: %s: the database has not answered since %s", name, since.UTC().Format(time.TimeOnly))
		}
	}
	data, err := d.dataVersion(ctx)
	if err != nil {
		return nil, err
	}
	var tolerated answer.Tolerance
	if d.gate.Busy() {
		tolerated = busyTolerance
	}
	d.counts.asked.Add(1)
	return d.answers.Ask(ctx, q, answer.State{Data: data, Own: own}, tolerated, func(ctx context.Context) (*answer.Rows, error) {
		return d.find(ctx, name, text, p, tables)
	})
}

// find asks the engine, when the turn of the reader has come.
func (d *DB) find(ctx context.Context, name queries.Name, text string, p Params, tables []*ext.Table) (found *answer.Rows, err error) {
	ctx, cancel := context.WithTimeout(ctx, limits[asker.Page].time)
	defer cancel()
	err = Retry(ctx, d.log, name.String(), func() error {
		leave, err := d.gate.Enter(ctx, asker.Of(ctx).Reader)
		if err != nil {
			return err
		}
		defer leave()
		d.counts.found.Add(1)
		return d.run(ctx, name, text, p, limits[asker.Page].time, tables, func(rows driver.Rows) (err error) {
			found, err = answer.Record(rows)
			return err
		})
	})
	return found, err
}

// question is what is asked: the text of a query, its parameters and the tables that go
// along with it.
func question(text string, p Params, tables []*ext.Table) answer.Question {
	h := sha256.New()
	io.WriteString(h, text) // never fails, by its documentation
	for _, name := range slices.Sorted(maps.Keys(p)) {
		fmt.Fprintf(h, "\x00%s=%T%#v", name, p[name], p[name])
	}
	for _, t := range tables {
		fmt.Fprintf(h, "\x00%s(%s)", t.Name(), t.Structure())
		for _, column := range t.Block().Columns {
			for row := range column.Rows() {
				fmt.Fprintf(h, "\x00%#v", column.Row(row, false))
			}
		}
	}
	return answer.Question(h.Sum(nil))
}
