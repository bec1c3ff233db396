package mention

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Arrived hands the fingerprints of all states of posts that were stored after since was
// returned to do, also those of deleted posts, which are 0, and returns what is seen now.
// It may hand earlier ones, too. Since nil nothing is handed.
func (s *Writer) Arrived(ctx context.Context, since social.Seen, do func(social.Fingerprint) error) (social.Seen, error) {
	return s.db.Arrived(ctx, "analyses", since, func(parts []string) (there map[string]bool, err error) {
		there = map[string]bool{}
		err = s.db.Stream(ctx, queries.FingerprintsArrived, database.Params{"parts": parts}, func(r driver.Rows) error {
			var (
				f       social.Fingerprint
				place   string
				version uint64
			)
			if err := r.Scan(&place, &f.Key.Platform, &f.Key.ID, &f.Created, &version, &f.Fingerprint, &f.Original.Platform, &f.Original.ID); err != nil {
				return err
			}
			there[place] = true
			f.Created, f.State = f.Created.UTC(), fetchedAt(version)
			return do(f)
		})
		return there, err
	})
}
