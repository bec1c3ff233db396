package post

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Datings are when posts were published as far as is known, of those of keys that
// are stored and not deleted.
func (s *Lookup) Datings(ctx context.Context, keys []social.Key) (map[social.Key]social.Dating, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	type row struct {
		key social.Key
		social.Dating
	}
	rows, err := database.Collect(ctx, s.db, queries.Dates, nil, func(r driver.Rows) (d row, err error) {
		var from string
		err = r.Scan(&d.key.Platform, &d.key.ID, &d.CreatedAt, &from, &d.Backlog)
		d.CreatedAt, d.DateFrom = d.CreatedAt.UTC(), social.DateFrom(from)
		return d, err
	}, table)
	if err != nil {
		return nil, err
	}
	known := make(map[social.Key]social.Dating, len(rows))
	for _, r := range rows {
		known[r.key] = r.Dating
	}
	return known, nil
}

// UndatedPlatforms are the platforms of which posts without a readable date are
// stored.
func (s *Lookup) UndatedPlatforms(ctx context.Context) ([]string, error) {
	return database.Collect(ctx, s.db, queries.UndatedPlatforms, nil, func(r driver.Rows) (platform string, err error) {
		return platform, r.Scan(&platform)
	})
}
