package mention

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
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
	return s.db.Stream(ctx, queries.Fingerprints, between(from, to), eachFingerprint(do))
}

// EachValue is EachFingerprint of nothing but times and fingerprints, and hands those of
// states that no longer stand, too, so that it reads only these: what is near to a
// fingerprint is looked for among them, and then looked up.
func (s *Writer) EachValue(ctx context.Context, from, to time.Time, do func(created time.Time, fingerprint uint64) error) error {
	return s.db.Stream(ctx, queries.FingerprintValues, between(from, to), func(r driver.Rows) error {
		var created time.Time
		var fingerprint uint64
		if err := r.Scan(&created, &fingerprint); err != nil {
			return err
		}
		return do(created, fingerprint)
	})
}

// EachOf is EachFingerprint of those that are among values and, if originals, copies of
// none. It hands others, too: where a post had such a fingerprint before.
func (s *Writer) EachOf(ctx context.Context, values []uint64, from, to time.Time, originals bool, do func(social.Fingerprint) error) error {
	table, err := ext.NewTable("among", ext.Column("fingerprint", "UInt64"))
	if err != nil {
		return fmt.Errorf("storage: fingerprint table: %w", err)
	}
	for _, v := range values {
		if err := table.Append(v); err != nil {
			return fmt.Errorf("storage: fingerprint table: %w", err)
		}
	}
	p := between(from, to)
	p["originals"] = originals
	return s.db.Stream(ctx, queries.FingerprintsAmong, p, eachFingerprint(do), table)
}

func between(from, to time.Time) database.Params {
	return database.Params{"from": database.CeilMicro(database.Later(from.UTC(), database.FirstTime)), "to": database.CeilMicro(database.Earlier(to.UTC(), database.EndTime))}
}

func eachFingerprint(do func(social.Fingerprint) error) func(driver.Rows) error {
	return func(r driver.Rows) error {
		f, err := scanFingerprint(r)
		if err != nil {
			return err
		}
		return do(f)
	}
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
	was := make(map[social.Key]*social.Key, len(some))
	entries := make([]social.Entry, 0, len(some))
	for _, c := range some {
		if p := posts[c.Key]; p != nil && p.Analysis.Original != c.Original {
			p.Analysis.Original = c.Original
			was[c.Key] = c.Was
			entries = append(entries, social.Entry{Post: p.Post, Analysis: p.Analysis})
		}
	}
	_, err = s.writeAnalyses(ctx, entries, func(ctx context.Context, batch []write) ([]write, error) {
		if err := s.asStored(ctx, batch); err != nil {
			return nil, err
		}
		return s.stillCopiesOf(ctx, batch, was)
	})
	return err
}

// withOriginals gives a batch the originals that are stored by now, as they may be others
// than those read before.
func (s *Writer) withOriginals(ctx context.Context, batch []write) ([]write, error) {
	originals, err := s.originals(ctx, batch)
	if err != nil {
		return nil, err
	}
	for _, w := range batch {
		if original, stored := originals[w.entry.Post.Key()]; stored {
			w.entry.Analysis.Original = original
		}
	}
	return batch, nil
}

// originals are of what the posts of a batch are stored as copies.
func (s *Writer) originals(ctx context.Context, batch []write) (map[social.Key]social.Key, error) {
	stored, err := s.Fingerprints(ctx, keysOf(batch))
	originals := make(map[social.Key]social.Key, len(stored))
	for _, f := range stored {
		originals[f.Key] = f.Original
	}
	return originals, err
}

// stillCopiesOf are those of a batch whose originals are stored as they were.
func (s *Writer) stillCopiesOf(ctx context.Context, batch []write, was map[social.Key]*social.Key) ([]write, error) {
	originals, err := s.originals(ctx, batch)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(batch, func(w write) bool {
		key := w.entry.Post.Key()
		return was[key] != nil && originals[key] != *was[key]
	}), nil
}

// CopiesOf returns the stored posts that are known to be near copies of keys. It reads the
// originals of all posts.
func (s *Writer) CopiesOf(ctx context.Context, keys []social.Key) ([]social.Fingerprint, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.CopiesOf, nil, scanFingerprint, table)
}
