package mention

import (
	"cmp"
	"context"
	"slices"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// searchable is what queries look for a post by.
type searchable struct {
	keys []string
	text string
}

// searchable makes the search keys and text of a post with its standing analysis.
func (w write) searchable(stands social.Analysis) searchable {
	d := social.NewDocument(w.entry.Post, stands)
	return searchable{keys: d.SearchKeys(), text: d.SearchText()}
}

const (
	// rebuildChunk is how many posts get new search keys at a time, fillChunk how many
	// are given those that were kept apart. In one call it is done rebuildChunks times.
	rebuildChunk  = 5000
	fillChunk     = 20 * rebuildChunk
	rebuildChunks = 5
)

// rebuildSearchKeys gives some mentions whose search keys are of another scheme those of
// the program's, in the order of their posts' identities, until there are none. It
// goes on where the call before ended. Searches look these posts up elsewhere meanwhile.
func (s *Writer) rebuildSearchKeys(ctx context.Context) error {
	for range rebuildChunks {
		if s.indexed {
			return nil
		}
		keys, err := s.outdatedSearch(ctx, fillChunk)
		if err != nil {
			return err
		}
		if len(keys) == 0 && s.rebuilt == (social.Key{}) {
			s.indexed = true
			return s.db.Exec(ctx, queries.EmptySearch, nil)
		}
		if len(keys) == 0 {
			s.rebuilt = social.Key{} // behind the last one, the first may have been left
			continue
		}
		if err := s.rebuildRange(ctx, keys); err != nil {
			return err
		}
	}
	return nil
}

// rebuildRange is rebuildSearchKeys for posts of the given identities: it takes the keys
// that an earlier version kept apart, which leaves figures alone, and makes those of
// the first posts that had none.
func (s *Writer) rebuildRange(ctx context.Context, keys []social.Key) error {
	first, last := keys[0], keys[len(keys)-1]
	within := database.Params{
		"scheme":         uint16(query.SearchKeyVersion),
		"first_platform": first.Platform, "first_id": first.ID, "last_platform": last.Platform, "last_id": last.ID,
	}
	if err := s.db.Exec(ctx, queries.FillSearch, within); err != nil {
		return err
	}
	contested, err := database.Collect(ctx, s.db, queries.ContestedSearch, within, database.ScanKey)
	if err != nil {
		return err
	}
	left, err := s.outdatedSearch(ctx, rebuildChunk)
	if err != nil {
		return err
	}
	beyond := slices.IndexFunc(left, func(k social.Key) bool {
		return cmp.Or(cmp.Compare(k.Platform, last.Platform), cmp.Compare(k.ID, last.ID)) > 0
	})
	if beyond >= 0 {
		left = left[:beyond]
	}
	for page := range slices.Chunk(slices.Concat(contested, left), rewritePage) {
		if _, err := s.rewrite(ctx, page); err != nil {
			return err
		}
	}
	if s.rebuilt = last; len(left) == rebuildChunk {
		s.rebuilt = left[len(left)-1]
	}
	return nil
}

// outdatedSearch are the next posts with mentions whose search keys are of another scheme.
func (s *Writer) outdatedSearch(ctx context.Context, limit int) ([]social.Key, error) {
	return database.Collect(ctx, s.db, queries.OutdatedSearch, database.Params{
		"scheme": uint16(query.SearchKeyVersion), "limit": uint64(limit),
		"after_platform": s.rebuilt.Platform, "after_id": s.rebuilt.ID,
	}, database.ScanKey)
}
