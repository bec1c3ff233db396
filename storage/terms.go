package storage

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// Terms returns the keywords, and the hashtags with their '#', that occur in
// most of the mentions f lets through, most first, equals by name. Previous is
// the count in the period of the same length that ends where f's begins; 0 when
// f's period is open at either end.
func (s *Store) Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error) {
	f.Unmatched = false
	from, to := period(f)
	if !f.From.IsZero() && !f.To.IsZero() {
		f.From = from.Add(-to.Sub(from))
	}
	matching, err := s.match(ctx, f)
	if err != nil {
		return nil, err
	}
	table, err := matchingTable(matching)
	if err != nil {
		return nil, err
	}
	p := filterParams(f)
	p["since"] = ceilMicro(from)
	p["limit"] = uint64(max(0, limit))
	return collect(ctx, s, "terms", p, func(r driver.Rows) (social.TermCount, error) {
		var (
			t      social.TermCount
			counts [5]uint64
		)
		err := r.Scan(&t.Term, &counts[0], &counts[1], &counts[2], &counts[3], &counts[4])
		t.Mentions, t.Previous = int64(counts[0]), int64(counts[1])
		t.Positive, t.Neutral, t.Negative = int64(counts[2]), int64(counts[3]), int64(counts[4])
		return t, err
	}, table)
}
