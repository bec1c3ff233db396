package storage

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// regroupBatch is how many posts are read and written together.
const regroupBatch = 1000

// Fingerprint and CopyOf are how near copies are read and stored.
type (
	Fingerprint = social.Fingerprint
	CopyOf      = social.CopyOf
)

// EachFingerprint hands the fingerprint of every stored post that has one and
// was created from then on, and before to, to do, each post once, in no order
// that means anything, until there are no more or do returns an error, which is
// then EachFingerprint's. Rows come as they are read, so what is held does not
// grow with their number; a connection is held while do runs.
func (s *Store) EachFingerprint(ctx context.Context, from, to time.Time, do func(Fingerprint) error) error {
	p := params{"from": ceilMicro(later(from.UTC(), firstTime)), "to": ceilMicro(earlier(to.UTC(), endTime))}
	return s.stream(ctx, "fingerprints", p, func(r driver.Rows) error {
		f, err := scanFingerprint(r)
		if err != nil {
			return err
		}
		return do(f)
	})
}

// Fingerprints returns what is stored of keys, of deleted posts too; one that
// never was stored is left out.
func (s *Store) Fingerprints(ctx context.Context, keys []social.Key) ([]Fingerprint, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s, "fingerprints_of", nil, scanFingerprint, table)
}

func scanFingerprint(r driver.Rows) (f Fingerprint, err error) {
	var version uint64
	err = r.Scan(&f.Key.Platform, &f.Key.ID, &f.Created, &version, &f.Fingerprint, &f.Original.Platform, &f.Original.ID)
	f.Created, f.State = f.Created.UTC(), fetchedAt(version)
	return f, err
}

// Regroup stores of which posts others are near copies, one after another.
// Posts that are not stored are left out; nothing else of the others changes.
func (s *Store) Regroup(ctx context.Context, list []CopyOf) error {
	for some := range slices.Chunk(list, regroupBatch) {
		keys := make([]social.Key, len(some))
		for i, c := range some {
			keys[i] = c.Key
		}
		posts, err := s.known(ctx, keys)
		if err != nil {
			return err
		}
		entries := make([]Entry, 0, len(some))
		for _, c := range some {
			if p := posts[c.Key]; p != nil && p.Analysis.Original != c.Original {
				p.Analysis.Original = c.Original
				entries = append(entries, Entry{Post: p.Post, Analysis: p.Analysis})
			}
		}
		if _, err := s.WriteAnalyses(ctx, entries); err != nil {
			return err
		}
	}
	return nil
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
