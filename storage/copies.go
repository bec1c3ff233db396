package storage

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// EachFingerprint hands the fingerprint of every stored post that has one and
// was created at since or later to do, each post once, in no order that means
// anything, until there are no more or do returns an error, which is then
// EachFingerprint's. original is the post it is known to be a near copy of, or
// zero. Rows come as they are read, so what is held does not grow with their
// number; a connection is held while do runs.
func (s *Store) EachFingerprint(ctx context.Context, since time.Time, do func(key social.Key, created time.Time, fingerprint uint64, original social.Key) error) error {
	return s.stream(ctx, "fingerprints", params{"since": ceilMicro(later(since.UTC(), firstTime))}, func(r driver.Rows) error {
		var (
			key, original social.Key
			created       time.Time
			fingerprint   uint64
		)
		if err := r.Scan(&key.Platform, &key.ID, &created, &fingerprint, &original.Platform, &original.ID); err != nil {
			return err
		}
		return do(key, created.UTC(), fingerprint, original)
	})
}

// Copies returns, for each of the keys that has any, how many near copies of it
// are stored, whatever brand they mention, and on how many platforms they
// stand. Filter.CopiesOf with Unmatched lists exactly these.
func (s *Store) Copies(ctx context.Context, keys []social.Key) (map[social.Key]social.Copies, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	type row struct {
		key social.Key
		social.Copies
	}
	rows, err := collect(ctx, s, "copies", nil, func(r driver.Rows) (c row, err error) {
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
func (s *Store) repeats(ctx context.Context, f social.Filter, matching []social.Key) (map[social.Key]bool, error) {
	if !f.FoldCopies {
		return nil, nil
	}
	table, err := matchingTable(matching)
	if err != nil {
		return nil, err
	}
	keys, err := collect(ctx, s, "repeats", filterParams(f), scanKey, table)
	repeats := make(map[social.Key]bool, len(keys))
	for _, key := range keys {
		repeats[key] = true
	}
	return repeats, err
}
