package figure

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/sourceday"
)

// revisitAge is how long after its publication a post is read again.
const revisitAge = 180 * 24 * time.Hour

// Due returns up to limit posts of a source that are to be read again as of now,
// the most overdue first; how soon is in queries/due.sql. The posts of
// growing, by ID, are due sooner, those of except not at all. With eager posts that
// are not due make up the number, those read the longest ago for their age first.
func (s *Reader) Due(ctx context.Context, source string, growing, except []string, limit int, eager bool, now time.Time) ([]social.Post, error) {
	keys, err := sourceday.Due(ctx, s.db, sourceday.Wanted{
		Source: source, Growing: growing, Except: except, Limit: limit, Eager: eager, Since: database.DayOf(now.Add(-revisitAge)), Now: now,
	})
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	return s.undeleted(ctx, keys)
}
