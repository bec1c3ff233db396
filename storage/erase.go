package storage

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// erased is what a tombstone leaves of an entry: the identity and when it was
// found to be gone. The analysis of a deleted post is an empty one, so that no
// word of it stays behind.
// A tombstone has no time of publication, and the tables want one.
func erased(p social.Post) *Entry {
	return &Entry{Post: social.Post{Platform: p.Platform, ID: p.ID, Deleted: true, CreatedAt: time.Unix(0, 0).UTC(), FetchedAt: p.FetchedAt}}
}

// erasedOf are the posts of writes that are deleted.
func erasedOf(writes []write) []social.Key {
	var keys []social.Key
	for _, w := range writes {
		if w.entry.Post.Deleted {
			keys = append(keys, w.entry.Post.Key())
		}
	}
	return keys
}

// deleted returns those of the batch's posts that are stored as deleted.
func (s *Store) deleted(ctx context.Context, batch []write) (map[social.Key]bool, error) {
	keys := make([]social.Key, len(batch))
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
	}
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	rows, err := collect(ctx, s, "deleted", nil, scanKey, table)
	gone := make(map[social.Key]bool, len(rows))
	for _, key := range rows {
		gone[key] = true
	}
	return gone, err
}

// onlyKnown leaves out the tombstones of posts of which nothing was ever
// stored, and gives every other one the places it has to clear. It returns how
// many it left out.
func (s *Store) onlyKnown(ctx context.Context, batch []write) (known []write, unknown int, err error) {
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
	known = make([]write, 0, len(batch))
	for _, w := range batch {
		if w.entry.Post.Deleted {
			c, ok := claimed[w.entry.Post.Key()]
			if !ok && len(w.claims) == 0 {
				unknown++
				continue
			}
			for _, p := range c.places {
				w.claims = append(slices.Clip(w.claims), p.brandDay)
			}
		}
		known = append(known, w)
	}
	return known, unknown, nil
}

// PicturesOnlyOf returns the URLs of the pictures of the posts at keys that no
// other stored post shows. They are to be asked for before the posts are erased.
func (s *Store) PicturesOnlyOf(ctx context.Context, keys []social.Key) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s, "pictures_only_of", nil, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	}, table)
}

// PicturesShown returns those of urls that a stored post shows.
func (s *Store) PicturesShown(ctx context.Context, urls []string) (map[string]bool, error) {
	shown := make(map[string]bool, len(urls))
	if len(urls) == 0 {
		return shown, nil
	}
	table, err := textTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	rows, err := collect(ctx, s, "pictures_shown", nil, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	}, table)
	for _, url := range rows {
		shown[url] = true
	}
	return shown, err
}
