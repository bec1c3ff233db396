// Package dating keeps the dates of posts still: a post without a readable date is
// of the time at which it was first seen, however often it is read again.
package dating

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// Store knows the posts that are stored.
type Store interface {
	// Datings are when posts were published, of those that are stored.
	Datings(ctx context.Context, keys []social.Key) (map[social.Key]social.Dating, error)
	// UndatedPlatforms are the platforms of stored posts without a readable date.
	UndatedPlatforms(ctx context.Context) ([]string, error)
}

// Keeper gives posts the dates by which they are known. The memory of them is what
// is stored, so that neither a crash nor another process changes them. It is used
// by one goroutine.
type Keeper struct {
	store Store
	// platforms are those of which posts without a readable date are stored, nil
	// while unknown: posts of others need not be looked up.
	platforms map[string]bool
	// before are the dates of the batch before, which may not be stored yet.
	before map[social.Key]social.Dating
}

// New makes a Keeper.
func New(store Store) *Keeper { return &Keeper{store: store} }

// Keep gives each of a batch of entries the date by which it is known. The batch
// before may be under way to the store, those before that are stored.
func (k *Keeper) Keep(ctx context.Context, entries []social.Entry) error {
	if err := k.load(ctx); err != nil {
		return err
	}
	var keys []social.Key
	for _, e := range entries {
		if e.Post.DateFrom == social.DateSeen {
			k.platforms[e.Post.Platform] = true
		}
	}
	for _, e := range entries {
		if k.platforms[e.Post.Platform] {
			keys = append(keys, e.Post.Key())
		}
	}
	known, err := k.store.Datings(ctx, keys)
	if err != nil {
		return fmt.Errorf("dating: look up dates: %w", err)
	}
	if known == nil {
		known = map[social.Key]social.Dating{}
	}
	batch := map[social.Key]social.Dating{}
	for i := range entries {
		p := &entries[i].Post
		if !k.platforms[p.Platform] || p.Deleted {
			continue
		}
		key := p.Key()
		if d, ok := k.before[key]; ok {
			known[key] = d
		}
		p.KeepDating(known[key])
		known[key] = p.Dating()
		batch[key] = p.Dating()
	}
	k.before = batch
	return nil
}

func (k *Keeper) load(ctx context.Context) error {
	if k.platforms != nil {
		return nil
	}
	names, err := k.store.UndatedPlatforms(ctx)
	if err != nil {
		return fmt.Errorf("dating: look up platforms: %w", err)
	}
	k.platforms = map[string]bool{}
	for _, name := range names {
		k.platforms[name] = true
	}
	return nil
}
