package figure

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Backlog returns how many mentions that f lets through are in lists and in no
// figure, as social.Post.Backlog says; with FoldCopies, how many groups of copies of
// which none is in a figure.
func (s *Reader) Backlog(ctx context.Context, f social.Filter) (int64, error) {
	f.Unmatched = false
	if beyondRollups(f) {
		return s.waiting(ctx, f)
	}
	// Where nothing is backlog, no group of copies is.
	n, err := s.backlogOfDays(ctx, f)
	if err != nil || n == 0 || !f.FoldCopies {
		return n, err
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return 0, err
	}
	table, err := found.table()
	if err != nil {
		return 0, err
	}
	counts, err := database.Collect(ctx, s.db, queries.Backlog, filterParams(f, found), func(r driver.Rows) (n uint64, err error) {
		return n, r.Scan(&n)
	}, table)
	if err != nil || len(counts) == 0 {
		return 0, err
	}
	return int64(counts[0]), nil
}

// waiting is Backlog for what is read from mentions. It asks what Figures asks, so that who
// shows both asks once.
func (s *Reader) waiting(ctx context.Context, f social.Filter) (int64, error) {
	c, err := s.counting(ctx, f, whole, nil)
	if err != nil {
		return 0, err
	}
	cut, err := s.cut(ctx, c)
	if err != nil {
		return 0, err
	}
	rows, err := s.counted(ctx, c, cut, true, f.FoldCopies)
	n := int64(0)
	for _, r := range rows {
		n += r.waiting
	}
	return n, err
}

// backlogOfDays is Backlog without folding, for what the rollups are split by.
func (s *Reader) backlogOfDays(ctx context.Context, f social.Filter) (int64, error) {
	dirty, err := s.dirtyDays(ctx)
	if err != nil {
		return 0, err
	}
	days, err := database.DayTable("dirty", dirty)
	if err != nil {
		return 0, err
	}
	p := filterParams(f, matching{})
	newCut(f, whole, database.EndTime).fill(p)
	counts, err := database.Collect(ctx, s.db, queries.BacklogDays, p, func(r driver.Rows) (n uint64, err error) {
		return n, r.Scan(&n)
	}, days)
	if err != nil || len(counts) == 0 {
		return 0, err
	}
	return int64(counts[0]), nil
}
