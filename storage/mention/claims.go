package mention

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// place is where a row of a post stands in mentions.
type place struct {
	database.BrandDay
	version uint64
}

// claimed is every place that was ever claimed for one post.
type claimed struct {
	places []place
	// newest is the newest version that claimed one.
	newest uint64
	// writes counts the claims; a place claimed twice counts twice.
	writes uint64
}

// claim notes the places that the batch's posts are about to have, or to clear.
func (s *Writer) claim(ctx context.Context, batch []write) error {
	var (
		platforms, ids, brands []string
		days                   []time.Time
		versions, writes       []uint64
	)
	for _, w := range batch {
		for _, at := range w.claims {
			platforms = append(platforms, w.entry.Post.Platform)
			ids = append(ids, w.entry.Post.ID)
			brands = append(brands, at.Brand)
			days = append(days, at.Day)
			versions = append(versions, w.version)
			writes = append(writes, 1)
		}
	}
	return s.db.Insert(ctx, queries.InsertClaims, platforms, ids, brands, days, versions, writes)
}

// claims reads all the claims of the batch's posts.
func (s *Writer) claims(ctx context.Context, batch []write) (map[social.Key]claimed, error) {
	keys := make([]social.Key, len(batch))
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	type row struct {
		key social.Key
		place
		writes uint64
	}
	rows, err := database.Collect(ctx, s.db, queries.Claims, nil, func(r driver.Rows) (c row, err error) {
		err = r.Scan(&c.key.Platform, &c.key.ID, &c.Brand, &c.Day, &c.version, &c.writes)
		c.Day = database.Day(c.Day)
		return c, err
	}, table)
	if err != nil {
		return nil, err
	}
	byKey := make(map[social.Key]claimed, len(batch))
	for _, r := range rows {
		c := byKey[r.key]
		c.places = append(c.places, r.place)
		c.newest = max(c.newest, r.version)
		c.writes += r.writes
		byKey[r.key] = c
	}
	return byKey, nil
}
