// Package sourceday keeps small tables of what each source found of each day, and by
// which version the posts of a day were analysed, so that what is asked of all posts
// on every view costs as much as there are days and sources, however many posts there
// are.
//
// A day whose mentions changed is marked, and counted from the mentions themselves
// until Refresh has counted it anew; every other one is read from the tables. Both
// are exact, as a row of the tables is only ever replaced by a count of the mentions.
package sourceday

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// mark is a note that a day is out of date. The token tells it from later ones.
type mark struct {
	day   time.Time
	token uint64
}

// Mark notes that mentions of days changed. It is to be called after they did.
func Mark(ctx context.Context, db *database.DB, days []time.Time) error {
	var random [8]byte
	rand.Read(random[:]) // never fails, by its documentation
	token := binary.BigEndian.Uint64(random[:])
	marks := make([]mark, len(days))
	for i, d := range days {
		marks[i] = mark{d, token}
	}
	return writeMarks(ctx, db, marks, 1)
}

func writeMarks(ctx context.Context, db *database.DB, marks []mark, sign int8) error {
	if len(marks) == 0 {
		return nil
	}
	days, tokens, signs := make([]time.Time, len(marks)), make([]uint64, len(marks)), make([]int8, len(marks))
	for i, m := range marks {
		days[i], tokens[i], signs[i] = m.day, m.token, sign
	}
	return db.Insert(ctx, queries.InsertDirtySourceDays, days, tokens, signs)
}

// marks returns every mark of the days from since on that was not taken back, by day.
func marks(ctx context.Context, db *database.DB, since time.Time) ([]mark, error) {
	return database.Collect(ctx, db, queries.DirtySourceMarks, database.Params{"since": database.Date(since)}, func(r driver.Rows) (m mark, err error) {
		err = r.Scan(&m.day, &m.token)
		m.day = database.Day(m.day)
		return m, err
	})
}

// dirty are the days from since on that are out of date.
func dirty(ctx context.Context, db *database.DB, since time.Time) ([]time.Time, error) {
	marked, err := marks(ctx, db, since)
	return distinct(marked), err
}

// distinct returns the days of marks that are ordered by these.
func distinct(marks []mark) []time.Time {
	var days []time.Time
	for _, m := range marks {
		if n := len(days); n == 0 || !days[n-1].Equal(m.day) {
			days = append(days, m.day)
		}
	}
	return days
}

// dayTable makes the external table days.
func dayTable(days []time.Time) (*ext.Table, error) {
	t, err := ext.NewTable("days", ext.Column("day", column.Type("Date")))
	if err != nil {
		return nil, fmt.Errorf("storage: day table: %w", err)
	}
	for _, d := range days {
		if err := t.Append(d); err != nil {
			return nil, fmt.Errorf("storage: day table: %w", err)
		}
	}
	return t, nil
}

// collect is database.Collect with the table days.
func collect[T any](ctx context.Context, db *database.DB, name queries.Name, p database.Params, days []time.Time, scan func(driver.Rows) (T, error)) ([]T, error) {
	table, err := dayTable(days)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, db, name, p, scan, table)
}
