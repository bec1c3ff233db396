package mention

import (
	"context"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// insertSearch stores the search keys of writes.
func (s *Writer) insertSearch(ctx context.Context, writes []write) error {
	if len(writes) == 0 {
		return nil
	}
	var (
		platforms, ids, texts []string
		versions              []uint64
		schemes               []uint16
		keys                  [][]string
	)
	for _, w := range writes {
		d := social.NewDocument(w.entry.Post, w.standing())
		platforms = append(platforms, w.entry.Post.Platform)
		ids = append(ids, w.entry.Post.ID)
		versions = append(versions, w.version)
		schemes = append(schemes, query.SearchKeyVersion)
		keys = append(keys, d.SearchKeys())
		texts = append(texts, d.SearchText())
	}
	return s.db.Insert(ctx, queries.InsertSearch, platforms, ids, versions, schemes, keys, texts)
}

// rebuildChunk is how many posts get new search keys in one call.
const rebuildChunk = 5000

// rebuildSearchKeys rebuilds the search keys of some posts whose keys are of
// another scheme, until there are none. Searches read these posts meanwhile.
func (s *Writer) rebuildSearchKeys(ctx context.Context) error {
	if s.indexed.Load() {
		return nil
	}
	keys, err := database.Collect(ctx, s.db, queries.OutdatedSearch, database.Params{"scheme": uint16(query.SearchKeyVersion), "limit": uint64(rebuildChunk)}, database.ScanKey)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		s.indexed.Store(true)
		return nil
	}
	_, err = s.rewrite(ctx, keys)
	return err
}
