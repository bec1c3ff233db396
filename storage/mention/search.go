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
		a := w.entry.Analysis
		a.Sentiment = w.sentiment()
		d := social.NewDocument(w.entry.Post, a)
		platforms = append(platforms, w.entry.Post.Platform)
		ids = append(ids, w.entry.Post.ID)
		versions = append(versions, w.version)
		schemes = append(schemes, query.SearchKeyVersion)
		keys = append(keys, d.SearchKeys())
		texts = append(texts, d.SearchText())
	}
	return s.db.Insert(ctx, queries.InsertSearch, platforms, ids, versions, schemes, keys, texts)
}

// indexChunk is how many posts get their search keys anew in one go.
const indexChunk = 5000

// indexSome makes the search keys of some posts anew that are of another
// scheme, until there are none. They are found meanwhile too, by being read.
func (s *Writer) indexSome(ctx context.Context) error {
	if s.indexed.Load() {
		return nil
	}
	keys, err := database.Collect(ctx, s.db, queries.OutdatedSearch, database.Params{"scheme": uint16(query.SearchKeyVersion), "limit": uint64(indexChunk)}, database.ScanKey)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		s.indexed.Store(true)
		return nil
	}
	_, err = s.settle(ctx, keys)
	return err
}
