package mention

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// regroupBatch is how many posts are read and written together.
const regroupBatch = 1000

// EachFingerprint hands the fingerprint of every stored post that has one and
// was created from then on, and before to, to do, each post once, in no order
// that means anything, until there are no more or do returns an error, which is
// then EachFingerprint's. Rows come as they are read, so what is held does not
// grow with their number; a connection is held while do runs.
func (s *Writer) EachFingerprint(ctx context.Context, from, to time.Time, do func(social.Fingerprint) error) error {
	p := database.Params{"from": database.CeilMicro(database.Later(from.UTC(), database.FirstTime)), "to": database.CeilMicro(database.Earlier(to.UTC(), database.EndTime))}
	return s.db.Stream(ctx, queries.Fingerprints, p, func(r driver.Rows) error {
		f, err := scanFingerprint(r)
		if err != nil {
			return err
		}
		return do(f)
	})
}

// Fingerprints returns what is stored of keys, of deleted posts too; one that
// never was stored is left out.
func (s *Writer) Fingerprints(ctx context.Context, keys []social.Key) ([]social.Fingerprint, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.FingerprintsOf, nil, scanFingerprint, table)
}

func scanFingerprint(r driver.Rows) (f social.Fingerprint, err error) {
	var version uint64
	err = r.Scan(&f.Key.Platform, &f.Key.ID, &f.Created, &version, &f.Fingerprint, &f.Original.Platform, &f.Original.ID)
	f.Created, f.State = f.Created.UTC(), fetchedAt(version)
	return f, err
}

// Regroup stores of which posts others are near copies, one after another.
// Posts that are not stored are left out; nothing else of the others changes.
func (s *Writer) Regroup(ctx context.Context, list []social.CopyOf) error {
	for some := range slices.Chunk(list, regroupBatch) {
		if err := s.regroup(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// regroup is Regroup for a few posts.
func (s *Writer) regroup(ctx context.Context, some []social.CopyOf) error {
	keys := make([]social.Key, len(some))
	for i, c := range some {
		keys[i] = c.Key
	}
	s.analysing.Lock()
	defer s.analysing.Unlock()
	posts, err := s.posts.Known(ctx, keys)
	if err != nil {
		return err
	}
	entries := make([]social.Entry, 0, len(some))
	for _, c := range some {
		if p := posts[c.Key]; p != nil && p.Analysis.Original != c.Original {
			p.Analysis.Original = c.Original
			entries = append(entries, social.Entry{Post: p.Post, Analysis: p.Analysis})
		}
	}
	_, err = s.writeAnalyses(ctx, entries)
	return err
}
