// Package seed fills a store with posts as a large workspace has them, to measure
// how Earshot holds at a size that would take months to crawl: skewed brands,
// platforms and authors, words and terms that follow Zipf's law, near copies, spam,
// pictures, and the crawls that would have found the posts.
//
// A post is made from the seed and its number alone. So a store of a seed is always
// the same, and any post can be made again, as its near copies need it.
package seed

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/pipeline/unite"
	"earshot/internal/social"
)

// Store takes what is seeded.
type Store interface {
	Write(ctx context.Context, entries []social.Entry) (social.Written, error)
	WriteMedia(ctx context.Context, media []social.Media) error
	WriteRuns(ctx context.Context, runs []social.Run) error
	NoteAddresses(ctx context.Context, list []social.Address) error
	SetAddressScheme(ctx context.Context, scheme string) error
	RefreshTrends(ctx context.Context) (days int, err error)
	MergeMonths(ctx context.Context) error
}

// Options say what is seeded.
type Options struct {
	// Posts is how many posts there are.
	Posts int
	// Seed makes another store of the same size.
	Seed uint64
	// End is when the last post was published.
	End time.Time
	// Months is over how many months before End posts are spread; 0 is 24.
	Months int
	// Analyzer is the version that the analyses name.
	Analyzer string
	// Progress is told how many posts are stored.
	Progress func(stored int)
}

const (
	// batchPosts is how many posts are written at once.
	batchPosts = 50_000
	// defaultMonths is how long a seeded store was listening.
	defaultMonths = 24
)

// Fill stores what o says and brings the rollups up to date.
func Fill(ctx context.Context, store Store, o Options) error {
	if o.Posts < 1 {
		return social.Errorf(social.CodeInvalid, "%d posts cannot be seeded", o.Posts)
	}
	if o.Months == 0 {
		o.Months = defaultMonths
	}
	w := newWorld(o)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	batches := w.batches(ctx)
	stored := 0
	for b := range batches {
		if _, err := store.Write(ctx, b.entries); err != nil {
			return fmt.Errorf("seed: write posts from %d on: %w", stored, err)
		}
		if err := store.WriteMedia(ctx, b.media); err != nil {
			return fmt.Errorf("seed: write pictures: %w", err)
		}
		if err := store.NoteAddresses(ctx, b.addresses); err != nil {
			return fmt.Errorf("seed: note addresses: %w", err)
		}
		if stored += len(b.entries); o.Progress != nil {
			o.Progress(stored)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := store.SetAddressScheme(ctx, unite.AddressScheme); err != nil {
		return fmt.Errorf("seed: note the scheme of addresses: %w", err)
	}
	if err := store.WriteRuns(ctx, w.runs()); err != nil {
		return fmt.Errorf("seed: write runs: %w", err)
	}
	if _, err := store.RefreshTrends(ctx); err != nil {
		return fmt.Errorf("seed: recompute rollups: %w", err)
	}
	// In a store that grew as long as this one pretends to, months rest.
	if err := store.MergeMonths(ctx); err != nil {
		return fmt.Errorf("seed: merge months: %w", err)
	}
	return nil
}

// batch is what is written together.
type batch struct {
	entries   []social.Entry
	media     []social.Media
	addresses []social.Address
}

// batches makes all posts in the order of their publication, one batch ahead of
// whoever takes them.
func (w *world) batches(ctx context.Context) <-chan batch {
	out := make(chan batch)
	go func() {
		defer close(out)
		for from := 0; from < w.Posts; from += batchPosts {
			b := w.batch(from, min(from+batchPosts, w.Posts))
			select {
			case out <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func (w *world) batch(from, to int) batch {
	b := batch{entries: make([]social.Entry, 0, to-from)}
	for i := from; i < to; i++ {
		e := w.post(i)
		b.entries = append(b.entries, e)
		b.media = append(b.media, w.pictures(&e, i)...)
		if e.Post.Platform == feed {
			b.addresses = append(b.addresses, social.Address{Address: address(e.Post.URL), Key: e.Post.Key()})
		}
	}
	return b
}
