package app

import (
	"context"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
	"earshot/storage"
)

// due lets the runner know which stored posts are to be read again, and which there are.
type due struct{ store *storage.Store }

func (d due) Due(ctx context.Context, wish crawler.Wish) ([]crawler.Reference, error) {
	posts, err := d.store.Due(ctx, wish.Source, wish.Growing, wish.Except, wish.Limit, wish.Eager, wish.Before)
	return references(posts), err
}

// Published returns stored posts of a source.
func (d due) Published(ctx context.Context, source string, from, to time.Time, want func(id string) bool, limit int) ([]crawler.Reference, error) {
	posts, err := d.store.Published(ctx, source, from, to, want, limit)
	return references(posts), err
}

// Owned returns identifiers of stored posts that begin with a prefix.
func (d due) Owned(ctx context.Context, platform, prefix string, limit int) ([]string, error) {
	return d.store.Owned(ctx, platform, prefix, limit)
}

func references(posts []social.Post) []crawler.Reference {
	refs := make([]crawler.Reference, 0, len(posts))
	for _, p := range posts {
		refs = append(refs, crawler.Reference{
			ID: p.ID, URL: p.URL, ParentID: p.ParentID, ThreadID: p.ThreadID, CreatedAt: p.CreatedAt, FetchedAt: p.FetchedAt, Engagement: p.Engagement.Total(),
		})
	}
	return refs
}
