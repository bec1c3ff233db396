package mention

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// onlyKnown leaves out the tombstones of posts of which nothing was ever
// stored, and gives every other one the places it has to clear. It returns how
// many it left out. These are noted for whoever has their posts in work: the note is
// stored before it is looked for claims, and whoever stores posts claims places before
// looking for notes, so that at least one of two sees the other.
func (s *Writer) onlyKnown(ctx context.Context, batch []write) (known []write, unknown int, err error) {
	var gone []write
	for _, w := range batch {
		if w.entry.Post.Deleted {
			gone = append(gone, w)
		}
	}
	if len(gone) == 0 {
		return batch, 0, nil
	}
	claimed, err := s.claims(ctx, gone)
	if err != nil {
		return nil, 0, err
	}
	var news []write
	for _, w := range gone {
		if _, ok := claimed[w.entry.Post.Key()]; !ok && len(w.claims) == 0 {
			news = append(news, w)
		}
	}
	if len(news) > 0 {
		if err := s.noteDeletions(ctx, news); err != nil {
			return nil, 0, err
		}
		if claimed, err = s.claims(ctx, gone); err != nil {
			return nil, 0, err
		}
	}
	known = make([]write, 0, len(batch))
	for _, w := range batch {
		if w.entry.Post.Deleted {
			c, ok := claimed[w.entry.Post.Key()]
			if !ok && len(w.claims) == 0 {
				unknown++
				continue
			}
			w = w.clearing(c)
		}
		known = append(known, w)
	}
	return known, unknown, nil
}

// clearing is the write of a deleted post that clears all its places.
func (w write) clearing(c claimed) write {
	w.claims = append([]database.BrandDay(nil), w.claims...)
	for _, p := range c.places {
		w.claims = append(w.claims, p.BrandDay)
	}
	return w
}

// alreadyGone makes tombstones of those posts of a batch that are not stored and of which it
// was noted that they are gone in a later state. Their places are claimed, and claimed and
// known are of before; it returns the claims of after.
func (s *Writer) alreadyGone(ctx context.Context, batch []write, claimed map[social.Key]claimed, known *outcomes) (map[social.Key]claimed, error) {
	var keys []social.Key
	for _, w := range batch {
		if key := w.entry.Post.Key(); !w.entry.Post.Deleted && known.isLost(key) {
			keys = append(keys, key)
		}
	}
	noted, err := s.notedDeletions(ctx, keys)
	if err != nil || len(noted) == 0 {
		return claimed, err
	}
	var gone []write
	for i := range batch {
		w := &batch[i]
		key := w.entry.Post.Key()
		version := noted[deletionOf(key)]
		if w.entry.Post.Deleted || version <= w.version || !known.isLost(key) {
			continue
		}
		tombstone := erased(social.Post{Platform: key.Platform, ID: key.ID, FetchedAt: fetchedAt(version)})
		tombstone.Merged, tombstone.Elsewhere = w.entry.Merged, w.entry.Elsewhere
		*w = write{entry: tombstone, version: version}.clearing(claimed[key])
		gone = append(gone, *w)
	}
	if len(gone) == 0 {
		return claimed, nil
	}
	if err := s.claim(ctx, gone); err != nil {
		return nil, err
	}
	return s.claims(ctx, batch)
}

// deletionOf is what a post is noted as: the start of a SHA-256.
func deletionOf(key social.Key) string {
	hash := sha256.Sum256([]byte(key.Platform + "\x00" + key.ID))
	return string(hash[:16])
}

func (s *Writer) noteDeletions(ctx context.Context, gone []write) error {
	posts, versions := make([]string, len(gone)), make([]uint64, len(gone))
	for i, w := range gone {
		posts[i], versions[i] = deletionOf(w.entry.Post.Key()), w.version
	}
	return s.db.Insert(ctx, queries.InsertDeletions, posts, versions)
}

// notedDeletions are the versions of the deletions noted of keys.
func (s *Writer) notedDeletions(ctx context.Context, keys []social.Key) (map[string]uint64, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := ext.NewTable("gone", ext.Column("post", "FixedString(16)"))
	if err != nil {
		return nil, fmt.Errorf("storage: deletion table: %w", err)
	}
	for _, key := range keys {
		if err := table.Append(deletionOf(key)); err != nil {
			return nil, fmt.Errorf("storage: deletion table: %w", err)
		}
	}
	versions := map[string]uint64{}
	_, err = database.Collect(ctx, s.db, queries.Deletions, nil, func(r driver.Rows) (post string, err error) {
		var version uint64
		err = r.Scan(&post, &version)
		versions[post] = version
		return post, err
	}, table)
	return versions, err
}
