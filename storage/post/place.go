package post

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Places reads where posts were read, the first one first; posts that were read at
// one place only have none.
func (s *Lookup) Places(ctx context.Context, keys []social.Key) (map[social.Key][]social.Place, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	type row struct {
		of social.Key
		social.Place
	}
	rows, err := database.Collect(ctx, s.db, queries.Places, nil, func(r driver.Rows) (p row, err error) {
		var length uint32
		err = r.Scan(&p.of.Platform, &p.of.ID, &p.Platform, &p.ID, &p.Source, &p.URL, &p.FirstSeen, &p.FetchedAt, &length)
		p.FirstSeen, p.FetchedAt, p.Length = p.FirstSeen.UTC(), p.FetchedAt.UTC(), int(length)
		return p, err
	}, table)
	if err != nil {
		return nil, err
	}
	byKey := make(map[social.Key][]social.Place, len(rows))
	for _, r := range rows {
		byKey[r.of] = append(byKey[r.of], r.Place)
	}
	return byKey, nil
}
