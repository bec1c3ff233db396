package mention

import (
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
	// rebuildChunk is how many posts get new search keys at a time, rebuildChunks how
	// often that is done in one call.
	rebuildChunk  = 5000
	rebuildChunks = 20
)

// rebuildSearchKeys rebuilds the search keys of some posts whose keys are of another
// scheme, in the order of their identities, until there are none. It goes on where the
// call before ended. Searches look these posts up elsewhere meanwhile.
func (s *Writer) rebuildSearchKeys(ctx context.Context) error {
	if s.indexed {
		return nil
	}
	keys, err := database.Collect(ctx, s.db, queries.OutdatedSearch, database.Params{
		"scheme": uint16(query.SearchKeyVersion), "limit": uint64(rebuildChunk * rebuildChunks),
		"after_platform": s.rebuilt.Platform, "after_id": s.rebuilt.ID,
	}, database.ScanKey)
	if err != nil {
		return err
	}
	if len(keys) == 0 && s.rebuilt == (social.Key{}) {
		s.indexed = true
		return s.db.Exec(ctx, queries.EmptySearch, nil)
	}
	for chunk := range slices.Chunk(keys, rebuildChunk) {
		if _, err := s.rewrite(ctx, chunk); err != nil {
			return err
		}
		s.rebuilt = chunk[len(chunk)-1]
	}
	if len(keys) < rebuildChunk*rebuildChunks {
		s.rebuilt = social.Key{} // behind the last one, the first may have been left
	}
	return nil
}
