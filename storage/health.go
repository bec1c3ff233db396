package storage

import (
	"context"
	"fmt"
	"time"

	"earshot/storage/queries"
)

// written are the inserts by which posts, pictures and opinions are stored.
var written = []queries.Name{
	queries.InsertAddresses, queries.InsertClaims, queries.InsertMentions, queries.InsertDirty, queries.InsertAnalyses,
	queries.InsertPlaces, queries.InsertPosts, queries.InsertMedia, queries.InsertOpinions,
}

// Healthy tells whether ClickHouse stores what it is given: it inserts a row into a
// table of its own, and nothing into each table that posts are stored in, for which
// ClickHouse looks whether it may be written to. It answers the question whether a post
// that cannot be stored is at fault, or what it is stored in.
func (s *Store) Healthy(ctx context.Context) error {
	for _, name := range written {
		if err := s.db.Insert(ctx, name); err != nil {
			return err
		}
	}
	if err := s.db.Insert(ctx, queries.InsertWriteProbe, []string{"probe"}, []time.Time{time.Now().UTC()}); err != nil {
		return fmt.Errorf("storage: nothing can be written: %w", err)
	}
	return nil
}
