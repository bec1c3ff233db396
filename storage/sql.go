package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

//go:embed query/*.sql
var queries embed.FS

// params are a query's values by the names it has for them.
type params map[string]any

func (p params) args() []any {
	args := make([]any, 0, len(p))
	for name, value := range p {
		args = append(args, clickhouse.Named(name, value))
	}
	return args
}

// filterMark stands in a query for the conditions of query/filter.sql, which
// every query that reads mentions has in common; see filterParams.
const filterMark = "/*filter*/"

// folding is a clause of a query that holds only where near copies are folded:
// of the mentions let through it leaves the first of each group. A comment
// elsewhere, it costs nothing there.
var folding = regexp.MustCompile(`/\*fold: (.*)\*/`)

// load returns the text of query/name.sql for the values p.
func load(name string, p params) (string, error) {
	file, err := queries.ReadFile("query/" + name + ".sql")
	if err != nil {
		return "", fmt.Errorf("storage: %w", err)
	}
	text := strings.NewReplacer(
		analysisReadingsMark, readingColumnNames(storedReadings(), true), mentionReadingsMark, readingColumnNames(countedReadings(), false),
	).Replace(string(file))
	if !strings.Contains(text, filterMark) {
		return text, nil
	}
	filter, err := queries.ReadFile("query/filter.sql")
	if err != nil {
		return "", fmt.Errorf("storage: %w", err)
	}
	if p["fold_copies"] == true {
		text = folding.ReplaceAllString(text, "$1")
	}
	conditions := strings.ReplaceAll(strings.TrimSpace(string(filter)), readingsMark, readingConditions())
	return strings.ReplaceAll(text, filterMark, conditions), nil
}

// answerTimeout bounds a query whose caller has lost interest.
const answerTimeout = 10 * time.Minute

// uncancelled returns the context of a query: that of the caller without its end. A
// cancelled query closes its connection, and the embedded engine (ClickHouse
// 26.7.2 as a library) can abort on an exception in the thread of a connection
// that was closed under it. So a query once asked is answered, and nobody
// listens.
func uncancelled(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), answerTimeout)
}

// stream runs query/name.sql and hands each row to scan as it comes. A
// connection that breaks after the first row is an error.
func (s *Store) stream(ctx context.Context, name string, p params, scan func(driver.Rows) error, tables ...*ext.Table) error {
	text, err := load(name, p)
	if err != nil {
		return err
	}
	return s.streamText(ctx, name, text, p, scan, tables...)
}

// streamText is stream for a query whose text was completed; name is its name.
func (s *Store) streamText(ctx context.Context, name, text string, p params, scan func(driver.Rows) error, tables ...*ext.Table) error {
	if len(tables) > 0 {
		ctx = clickhouse.Context(ctx, clickhouse.WithExternalTable(tables...))
	}
	asked, done := uncancelled(ctx)
	defer done()
	var rows driver.Rows
	err := retry(ctx, s.log, name, func() (err error) {
		rows, err = s.conn.Query(asked, text, p.args()...)
		return err
	})
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	for rows.Next() {
		err := ctx.Err()
		if err == nil {
			err = scan(rows)
		}
		if err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// collect runs query/name.sql and returns all its rows. A connection that
// breaks half-way makes it start over.
func collect[T any](ctx context.Context, s *Store, name string, p params, scan func(driver.Rows) (T, error), tables ...*ext.Table) ([]T, error) {
	text, err := load(name, p)
	if err != nil {
		return nil, err
	}
	return collectText(ctx, s, name, text, p, scan, tables...)
}

// collectText is collect for a query whose text was completed.
func collectText[T any](ctx context.Context, s *Store, name, text string, p params, scan func(driver.Rows) (T, error), tables ...*ext.Table) ([]T, error) {
	var all []T
	err := retry(ctx, s.log, name, func() error {
		all = all[:0]
		return s.streamText(ctx, name, text, p, func(rows driver.Rows) error {
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

// exec runs query/name.sql, which must be harmless to repeat.
func (s *Store) exec(ctx context.Context, name string, p params, tables ...*ext.Table) error {
	text, err := load(name, p)
	if err != nil {
		return err
	}
	if len(tables) > 0 {
		ctx = clickhouse.Context(ctx, clickhouse.WithExternalTable(tables...))
	}
	asked, done := uncancelled(ctx)
	defer done()
	err = retry(ctx, s.log, name, func() error { return s.conn.Exec(asked, text, p.args()...) })
	if err != nil {
		return fmt.Errorf("storage: %s: %w", name, err)
	}
	return nil
}

// insert sends one batch with query/name.sql, which names the columns; columns
// holds the slices of their values in the same order, all of one length.
func (s *Store) insert(ctx context.Context, name string, columns ...any) error {
	text, err := load(name, nil)
	if err != nil {
		return err
	}
	asked, done := uncancelled(ctx)
	defer done()
	err = retry(ctx, s.log, name, func() error {
		batch, err := s.conn.PrepareBatch(asked, text)
		if err != nil {
			return err
		}
		for i, values := range columns {
			if err := batch.Column(i).Append(values); err != nil {
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

// keyTable makes the external table of that name, (platform, id).
func keyTable(name string, keys []social.Key) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column("platform", "String"), ext.Column("id", "String"))
	if err != nil {
		return nil, fmt.Errorf("storage: key table: %w", err)
	}
	for _, k := range keys {
		if err := t.Append(k.Platform, k.ID); err != nil {
			return nil, fmt.Errorf("storage: key table: %w", err)
		}
	}
	return t, nil
}

// textTable makes the external table of that name, with one column of texts.
func textTable(name, column string, texts []string) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column(column, "String"))
	if err != nil {
		return nil, fmt.Errorf("storage: %s table: %w", name, err)
	}
	for _, text := range texts {
		if err := t.Append(text); err != nil {
			return nil, fmt.Errorf("storage: %s table: %w", name, err)
		}
	}
	return t, nil
}

// brandDay is the unit in which figures are kept up to date: the mentions of
// one brand that were published on one day, UTC.
type brandDay struct {
	brand string
	day   time.Time
}

// dayTable makes the external table of that name, (brand, day).
func dayTable(name string, days []brandDay) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column("brand", "String"), ext.Column("day", column.Type("Date")))
	if err != nil {
		return nil, fmt.Errorf("storage: day table: %w", err)
	}
	for _, d := range days {
		if err := t.Append(d.brand, d.day); err != nil {
			return nil, fmt.Errorf("storage: day table: %w", err)
		}
	}
	return t, nil
}

// dayOf is the start of the day of t, UTC.
func dayOf(t time.Time) time.Time { return social.ByDay.Start(t) }
