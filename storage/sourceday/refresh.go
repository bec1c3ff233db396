package sourceday

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// refreshChunk is how many days are counted in one statement, which bounds what it
// holds in memory.
const refreshChunk = 32

// Refresh counts the days anew that are out of date, and returns how many these were.
// One process at a time is to call it; held is asked before what was counted is noted and
// fails where another one may have begun.
func Refresh(ctx context.Context, db *database.DB, held func() error) (int, error) {
	marked, err := marks(ctx, db, database.FirstTime)
	if err != nil {
		return 0, err
	}
	days := distinct(marked)
	slices.Reverse(days) // the newest first, which are asked for most
	for some := range slices.Chunk(days, refreshChunk) {
		if err := recount(ctx, db, some); err != nil {
			return 0, err
		}
		if err := held(); err != nil {
			return 0, err
		}
		done := slices.DeleteFunc(slices.Clone(marked), func(m mark) bool { return !slices.ContainsFunc(some, m.day.Equal) })
		if err := writeMarks(ctx, db, done, -1); err != nil {
			return 0, err
		}
	}
	return len(days), nil
}

// Marked tells whether days are out of date.
func Marked(ctx context.Context, db *database.DB) (bool, error) {
	marked, err := marks(ctx, db, database.FirstTime)
	return len(marked) > 0, err
}

// rowOf names a row of one of the tables: a source or an analyzer, and a day.
type rowOf struct {
	name string
	day  time.Time
}

// versions are the newest versions of the rows of days, tombstones included.
func versions(ctx context.Context, db *database.DB, name queries.Name, days []time.Time) (map[rowOf]uint64, error) {
	known := map[rowOf]uint64{}
	_, err := collect(ctx, db, name, nil, days, func(r driver.Rows) (struct{}, error) {
		var (
			row     rowOf
			version uint64
		)
		err := r.Scan(&row.name, &row.day, &version)
		row.day = database.Day(row.day)
		known[row] = version
		return struct{}{}, err
	})
	return known, err
}

func recount(ctx context.Context, db *database.DB, days []time.Time) error {
	known, err := versions(ctx, db, queries.SourceDayVersions, days)
	if err != nil {
		return err
	}
	counted, err := count(ctx, db, days, endless)
	if err != nil {
		return err
	}
	if err := insertSources(ctx, db, counted, known); err != nil {
		return err
	}
	if known, err = versions(ctx, db, queries.AnalyzerDayVersions, days); err != nil {
		return err
	}
	analysed, err := countAnalyzers(ctx, db, days)
	if err != nil {
		return err
	}
	return insertAnalyzers(ctx, db, analysed, known)
}

// insertSources replaces the rows of days; known ones that were not counted are
// tombstones from then on.
func insertSources(ctx context.Context, db *database.DB, counted []Day, known map[rowOf]uint64) error {
	var c struct {
		source                         []string
		day, first, last               []time.Time
		posts, dated, fetched, version []uint64
		platforms                      [][]string
		hours                          [][]uint32
		longest                        []int64
		patience                       []float64
		deleted                        []uint8
	}
	add := func(d Day, deleted bool) {
		row := rowOf{d.Source, d.Day}
		c.source, c.day, c.posts, c.platforms = append(c.source, d.Source), append(c.day, d.Day), append(c.posts, d.posts), append(c.platforms, d.platforms)
		c.dated, c.first, c.last, c.hours = append(c.dated, d.dated), append(c.first, d.first), append(c.last, d.last), append(c.hours, d.hours)
		c.longest, c.fetched, c.patience = append(c.longest, d.longest), append(c.fetched, d.fetched), append(c.patience, d.patience)
		c.version, c.deleted = append(c.version, known[row]+1), append(c.deleted, database.Flag(deleted))
	}
	for _, d := range counted {
		add(d, false)
	}
	for _, d := range counted {
		delete(known, rowOf{d.Source, d.Day})
	}
	for row := range known {
		add(Day{Source: row.name, Day: row.day, first: time.Unix(0, 0), last: time.Unix(0, 0)}, true)
	}
	if len(c.source) == 0 {
		return nil
	}
	return db.Insert(ctx, queries.InsertSourceDays, c.source, c.day, c.posts, c.platforms, c.dated, c.first, c.last, c.hours, c.longest, c.fetched, c.patience, c.version, c.deleted)
}

// insertAnalyzers is insertSources for the other table.
func insertAnalyzers(ctx context.Context, db *database.DB, counted []analyzerDay, known map[rowOf]uint64) error {
	var (
		analyzers                 []string
		days                      []time.Time
		posts, undoubted, version []uint64
		deleted                   []uint8
	)
	add := func(d analyzerDay, gone bool) {
		analyzers, days, posts, undoubted = append(analyzers, d.analyzer), append(days, d.day), append(posts, d.posts), append(undoubted, d.undoubted)
		version, deleted = append(version, known[rowOf{d.analyzer, d.day}]+1), append(deleted, database.Flag(gone))
	}
	for _, d := range counted {
		add(d, false)
	}
	for _, d := range counted {
		delete(known, rowOf{d.analyzer, d.day})
	}
	for row := range known {
		add(analyzerDay{analyzer: row.name, day: row.day}, true)
	}
	if len(analyzers) == 0 {
		return nil
	}
	return db.Insert(ctx, queries.InsertAnalyzerDays, analyzers, days, posts, undoubted, version, deleted)
}
