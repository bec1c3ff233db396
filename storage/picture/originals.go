package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// OriginalsPast returns the digests of up to limit pictures after one, in order, whose bytes were
// fetched before some time at every address that has them, which have a thumbnail, and are no
// examples of logos.
func (s *Pictures) OriginalsPast(ctx context.Context, before time.Time, after string, limit int) ([]string, error) {
	return s.originals(ctx, queries.OriginalsPast, before, after, limit)
}

// OriginalsUnfreed returns the digests of up to limit pictures after one, in order, whose originals
// were let go of before some time while their bytes are not known to be gone.
func (s *Pictures) OriginalsUnfreed(ctx context.Context, before time.Time, after string, limit int) ([]string, error) {
	return s.originals(ctx, queries.OriginalsUnfreed, before, after, limit)
}

func (s *Pictures) originals(ctx context.Context, query queries.Name, before time.Time, after string, limit int) ([]string, error) {
	params := database.Params{"before": before.UnixMicro(), "after": after, "limit": uint64(limit)}
	return database.Collect(ctx, s.db, query, params, func(r driver.Rows) (sha string, err error) {
		return sha, r.Scan(&sha)
	})
}

// WriteOriginals stores since when originals are let go of, and which are freed. As nothing else
// of a picture changes by that, its posts are not due to be matched again.
func (s *Pictures) WriteOriginals(ctx context.Context, media []social.Media) error {
	return s.write(ctx, media, func(context.Context, []string) error { return nil })
}

// OriginalCounts counts the pictures that have their original, and those of which only the
// thumbnail is kept.
func (s *Pictures) OriginalCounts(ctx context.Context) (kept, letGo int64, err error) {
	_, err = database.Collect(ctx, s.db, queries.OriginalsCounts, nil, func(r driver.Rows) (struct{}, error) {
		var with, without uint64
		err := r.Scan(&with, &without)
		kept, letGo = int64(with), int64(without)
		return struct{}{}, err
	})
	return kept, letGo, err
}
