// Package run stores the crawls of sources, and tells from them and from the posts
// they found how sources fare.
package run

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/sourceday"
)

// History is the crawls there were.
type History struct{ db *database.DB }

// New is the history in db.
func New(db *database.DB) *History { return &History{db: db} }

// WriteRuns stores crawl runs. A run written again replaces what was stored
// under its ID, source and start. The error has social.CodeInvalid, and nothing is written, when
// one has no ID or a start that cannot be stored.
func (s *History) WriteRuns(ctx context.Context, runs []social.Run) error {
	if len(runs) == 0 {
		return nil
	}
	var c struct {
		id, source, platform, state, fault []string
		requests, posts, skipped, unread   []int64
		unreadFirst, cutFirst              []string
		cut, items                         []int64
		skippedItems                       [][]string
		started                            []time.Time
		finished, from, to                 []*time.Time
		fresh                              []*int64
		reached                            []*time.Time
		brands                             [][]string
		undated                            []int64
		undatedWhy                         []string
	}
	for i, r := range runs {
		if r.ID == "" || !database.Storable(r.Started) || !r.Finished.IsZero() && !database.Storable(r.Finished) {
			return social.Errorf(social.CodeInvalid, "storage: run %d: id %.100q, started %s: an id and times from 1971 to 2105 are needed", i, r.ID, r.Started)
		}
		c.id = append(c.id, r.ID)
		c.source = append(c.source, r.Source)
		c.platform = append(c.platform, r.Platform)
		c.state = append(c.state, string(r.State))
		c.started = append(c.started, r.Started)
		c.finished = append(c.finished, database.OrNull(r.Finished))
		c.requests = append(c.requests, r.Requests)
		c.posts = append(c.posts, r.Posts)
		c.skipped = append(c.skipped, r.Skipped)
		c.fault = append(c.fault, r.Fault)
		c.unread, c.unreadFirst = append(c.unread, r.Unread), append(c.unreadFirst, r.UnreadFirst)
		c.fresh = append(c.fresh, r.New)
		c.reached, c.brands = append(c.reached, database.OrNull(r.Reached)), append(c.brands, database.List(r.Brands))
		c.items, c.skippedItems = append(c.items, r.Items), append(c.skippedItems, database.List(r.SkippedItems))
		c.cut, c.cutFirst = append(c.cut, r.Cut), append(c.cutFirst, r.CutFirst)
		c.undated, c.undatedWhy = append(c.undated, r.Undated), append(c.undatedWhy, r.UndatedWhy)
		c.from, c.to = append(c.from, database.OrNull(r.From)), append(c.to, database.OrNull(r.To))
	}
	return s.db.Insert(ctx, queries.InsertRuns, c.id, c.source, c.platform, c.state, c.started, c.finished,
		c.requests, c.posts, c.skipped, c.fault, c.fresh, c.from, c.to, c.reached, c.brands, c.undated, c.undatedWhy, c.unread, c.unreadFirst, c.cut, c.cutFirst, c.items, c.skippedItems)
}

// Runs returns the latest runs of a source, newest first; of every source when
// source is empty.
func (s *History) Runs(ctx context.Context, source string, limit int) ([]social.Run, error) {
	p := database.Params{"source": source, "limit": uint64(max(0, limit))}
	return database.Collect(ctx, s.db, queries.Runs, p, scanRun)
}

// scanRun reads a row of runs.sql.
func scanRun(r driver.Rows) (social.Run, error) {
	var (
		run                social.Run
		state              string
		finished, from, to *time.Time
		reached            *time.Time
	)
	err := r.Scan(&run.ID, &run.Source, &run.Platform, &state, &run.Started, &finished,
		&run.Requests, &run.Posts, &run.Skipped, &run.Fault, &run.New, &from, &to, &reached, &run.Brands, &run.Undated, &run.UndatedWhy, &run.Unread, &run.UnreadFirst, &run.Cut, &run.CutFirst, &run.Items, &run.SkippedItems)
	run.State, run.Started = social.SourceState(state), run.Started.UTC()
	run.Finished, run.From, run.To = database.OrZero(finished), database.OrZero(from), database.OrZero(to)
	run.Reached = database.OrZero(reached)
	if len(run.Brands) == 0 {
		run.Brands = nil
	}
	if len(run.SkippedItems) == 0 {
		run.SkippedItems = nil
	}
	return run, err
}

// SourceCounts returns how many stored posts each source found. A post found by
// several counts for the one that read it last.
func (s *History) SourceCounts(ctx context.Context) (map[string]int64, error) {
	return sourceday.Posts(ctx, s.db)
}

// SourceJoined returns how many posts each source read that are stored as posts of
// another one, being the same article.
func (s *History) SourceJoined(ctx context.Context) (map[string]int64, error) {
	return s.bySource(ctx, queries.SourceJoined)
}

func (s *History) bySource(ctx context.Context, query queries.Name) (map[string]int64, error) {
	type count struct {
		source string
		posts  uint64
	}
	rows, err := database.Collect(ctx, s.db, query, nil, func(r driver.Rows) (c count, err error) {
		err = r.Scan(&c.source, &c.posts)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int64, len(rows))
	for _, c := range rows {
		counts[c.source] = int64(c.posts)
	}
	return counts, nil
}
