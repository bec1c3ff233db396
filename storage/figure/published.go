package figure

import (
	"context"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Published returns the stored posts of a source that were published from `from` on
// and before `to`, the newest first: up to limit of those whose ID want takes,
// which is no hash: by that no post can be asked for. Posts
// that mention no brand are among them, deleted ones are not.
func (s *Reader) Published(ctx context.Context, source string, from, to time.Time, want func(id string) bool, limit int) ([]social.Post, error) {
	p := database.Params{
		"source": source, "since": database.Date(database.DayOf(from)), "until": database.Date(database.DayOf(to)),
		"from": from.UnixMicro(), "to": to.UnixMicro(),
	}
	found, err := database.Collect(ctx, s.db, queries.Published, p, database.ScanKey)
	if err != nil {
		return nil, err
	}
	var keys []social.Key
	for _, key := range found {
		if len(keys) < limit && !strings.HasPrefix(key.ID, social.HashedID) && want(key.ID) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	return s.undeleted(ctx, keys)
}

// undeleted reads the posts of the keys that are not deleted.
func (s *Reader) undeleted(ctx context.Context, keys []social.Key) ([]social.Post, error) {
	stored, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return nil, err
	}
	posts := make([]social.Post, 0, len(stored))
	for _, p := range stored {
		if !p.Post.Deleted {
			posts = append(posts, p.Post)
		}
	}
	return posts, nil
}

// Owned returns the identifiers of the stored posts of a platform that begin with
// prefix, limit at most.
func (s *Reader) Owned(ctx context.Context, platform, prefix string, limit int) ([]string, error) {
	if prefix == "" {
		return nil, nil
	}
	// What no longer begins with it is what follows when its last byte is one higher.
	end := []byte(prefix)
	end[len(end)-1]++
	p := database.Params{"platform": platform, "begins": prefix, "ends": string(end), "limit": uint64(limit)}
	return database.Collect(ctx, s.db, queries.Owned, p, func(r driver.Rows) (id string, err error) {
		return id, r.Scan(&id)
	})
}
