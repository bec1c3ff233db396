package mention

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// erased is what a tombstone leaves of an entry: the identity and when it was
// found to be gone. The analysis of a deleted post is an empty one, so that no
// word of it stays behind.
// A tombstone has no time of publication, and the tables want one.
func erased(p social.Post) *social.Entry {
	return &social.Entry{Post: social.Post{Platform: p.Platform, ID: p.ID, Deleted: true, CreatedAt: time.Unix(0, 0).UTC(), FetchedAt: p.FetchedAt}}
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
func (s *Writer) deleted(ctx context.Context, batch []write) (map[social.Key]bool, error) {
	keys := make([]social.Key, len(batch))
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.Deleted, nil, database.ScanKey, table)
	gone := make(map[social.Key]bool, len(rows))
	for _, key := range rows {
		gone[key] = true
	}
	return gone, err
}
