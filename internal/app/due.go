package app

import (
	"context"
	"time"

	"earshot/crawler"
	"earshot/storage"
)

// due lets the runner know which stored posts are to be read again.
type due struct{ store *storage.Store }

func (d due) Due(ctx context.Context, wish crawler.Wish) ([]crawler.Reference, error) {
	posts, err := d.store.Due(ctx, wish.Source, wish.Growing, wish.Except, wish.Limit, time.Now())
	if err != nil {
		return nil, err
	}
	refs := make([]crawler.Reference, 0, len(posts))
	for _, p := range posts {
		refs = append(refs, crawler.Reference{
			ID: p.ID, URL: p.URL, CreatedAt: p.CreatedAt, FetchedAt: p.FetchedAt, Engagement: p.Engagement.Total(),
		})
	}
	return refs, nil
}
