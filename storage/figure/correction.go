package figure

import (
	"context"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// EachCorrection hands every stored post that a person judged to do, by
// identity, with that judgement as its Sentiment, until there are no more or do
// returns an error, which is then EachCorrection's.
func (s *Reader) EachCorrection(ctx context.Context, do func(social.StoredPost) error) error {
	var after social.Key
	for {
		keys, err := database.Collect(ctx, s.db, queries.CorrectedPage, database.Params{
			"after_platform": after.Platform, "after_id": after.ID, "limit": uint64(scanPage),
		}, database.ScanKey)
		if err != nil || len(keys) == 0 {
			return err
		}
		posts, err := s.posts.Stored(ctx, keys)
		if err != nil {
			return err
		}
		for _, p := range posts {
			if p.Post.Deleted {
				continue
			}
			if !p.Analysis.Sentiment.Corrected {
				continue // it was made a moment ago and counts soon
			}
			if err := do(p); err != nil {
				return err
			}
		}
		after = keys[len(keys)-1]
	}
}
