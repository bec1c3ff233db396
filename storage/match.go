package storage

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"earshot/internal/social"
)

// match returns the identities of the posts that f lets through, its Query
// included; nil when f has none. Queries are matched by the same code that
// decides what a brand's mentions are, on the posts themselves, so a figure
// under a query counts exactly the posts that are listed under it. It takes
// time in proportion to the posts of the filter's period.
func (s *Store) match(ctx context.Context, f social.Filter) ([]social.Key, error) {
	if f.Query == nil {
		return nil, nil
	}
	// The share of voice and the facets look beyond one brand.
	f.Brand = ""
	var keys []social.Key
	err := s.EachPost(ctx, f, func(p social.StoredPost) error {
		keys = append(keys, p.Post.Key())
		return nil
	})
	return keys, err
}

func matches(q *social.Query, p social.StoredPost) bool {
	d := social.NewDocument(p.Post, p.Analysis)
	return q.Match(&d)
}

// matchingTable makes the external table that query/filter.sql looks matches up
// in; it must be there even where it is not used.
func matchingTable(keys []social.Key) (*ext.Table, error) {
	return keyTable("matching", keys)
}
