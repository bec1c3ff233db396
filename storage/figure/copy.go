package figure

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Copies returns, for each of the keys that has any, how many near copies of it
// are stored, whatever brand they mention, and on how many platforms they
// stand. Filter.CopiesOf with Unmatched lists exactly these.
func (s *Reader) Copies(ctx context.Context, keys []social.Key) (map[social.Key]social.Copies, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	type row struct {
		key social.Key
		social.Copies
	}
	rows, err := database.Collect(ctx, s.db, queries.Copies, nil, func(r driver.Rows) (c row, err error) {
		var posts, platforms uint64
		err = r.Scan(&c.key.Platform, &c.key.ID, &posts, &platforms)
		c.Posts, c.Platforms = int64(posts), int64(platforms)
		return c, err
	}, table)
	if err != nil {
		return nil, err
	}
	copies := make(map[social.Key]social.Copies, len(rows))
	for _, r := range rows {
		copies[r.key] = r.Copies
	}
	return copies, nil
}

// repeats are the posts that f lets through but for being near copies of one
// that it lets through before them; none unless f folds copies.
func (s *Reader) repeats(ctx context.Context, f social.Filter, found matching) (map[social.Key]bool, error) {
	if !f.FoldCopies {
		return nil, nil
	}
	table, err := found.table()
	if err != nil {
		return nil, err
	}
	keys, err := database.Collect(ctx, s.db, queries.Repeats, filterParams(f, found), database.ScanKey, table)
	repeats := make(map[social.Key]bool, len(keys))
	for _, key := range keys {
		repeats[key] = true
	}
	return repeats, err
}
