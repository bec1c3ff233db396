// Package transcript keeps what is said in recordings: a platform tells it by a request of
// its own, and a state of the post that was read without it leaves what is stored.
package transcript

import (
	"context"
	"fmt"

	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// Store knows the posts that are stored.
type Store interface {
	// Transcribed are those of some posts that are stored with a transcript.
	Transcribed(ctx context.Context, keys []social.Key) ([]social.Post, error)
	// TranscribedPlatforms are the platforms of stored posts with a transcript.
	TranscribedPlatforms(ctx context.Context) ([]string, error)
	// HeldPosts are those of some posts that wait until their pictures are read.
	HeldPosts(ctx context.Context, keys []social.Key) ([]social.HeldPost, error)
}

// Keeper gives posts without a transcript the one that they are stored with, whatever they
// come from: a crawl, a file. The memory of them is what is stored, so that neither a crash
// nor another process changes them. It is used by one goroutine.
type Keeper struct {
	store  Store
	loaded bool
	// platforms are those of which posts may have one: others need not be looked up.
	platforms map[string]bool
	// before are those of the batch before, which may not be stored yet.
	before map[social.Key]social.Post
}

// New makes a Keeper. Posts of platforms may have transcripts though none is stored yet.
func New(store Store, platforms ...string) *Keeper {
	k := &Keeper{store: store, platforms: map[string]bool{}}
	for _, name := range platforms {
		k.platforms[name] = true
	}
	return k
}

// Keep gives each of a batch of entries that has none the transcript it is stored with. The
// batch before may be under way to the store, those before that are stored.
func (k *Keeper) Keep(ctx context.Context, entries []social.Entry) error {
	if err := k.load(ctx); err != nil {
		return err
	}
	for _, e := range entries {
		if e.Post.Transcript != "" {
			k.platforms[e.Post.Platform] = true
		}
	}
	var keys []social.Key
	for _, e := range entries {
		if e.Post.Transcript == "" && !e.Post.Deleted && k.platforms[e.Post.Platform] {
			keys = append(keys, e.Post.Key())
		}
	}
	known, err := k.known(ctx, keys)
	if err != nil {
		return err
	}
	for key, p := range k.before {
		known[key] = p
	}
	batch := map[social.Key]social.Post{}
	note := func(p social.Post) {
		if k.platforms[p.Platform] {
			before, again := batch[p.Key()]
			if !again || !p.FetchedAt.Before(before.FetchedAt) {
				kept := social.Post{Platform: p.Platform, ID: p.ID, FetchedAt: p.FetchedAt, Deleted: p.Deleted}
				kept.KeepTranscript(p)
				batch[p.Key()], known[p.Key()] = kept, kept
			}
		}
	}
	// What has one comes first: entries of one post may stand in any order.
	for _, e := range entries {
		if e.Post.Transcript != "" {
			note(e.Post)
		}
	}
	for i := range entries {
		p := &entries[i].Post
		if p.Transcript == "" {
			if !p.Deleted {
				p.KeepTranscript(known[p.Key()])
			}
			note(*p)
		}
	}
	k.before = batch
	return nil
}

// known are those of posts that have a transcript and are stored, or wait to be.
func (k *Keeper) known(ctx context.Context, keys []social.Key) (map[social.Key]social.Post, error) {
	known := map[social.Key]social.Post{}
	if len(keys) == 0 {
		return known, nil
	}
	waiting, err := k.store.HeldPosts(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("transcript: look up what waits: %w", err)
	}
	for _, h := range waiting {
		// One whose bytes are broken is told of where it is released.
		if posts, err := page.Decode(h.Post); err == nil && len(posts) > 0 && posts[0].Transcript != "" {
			known[h.Key] = posts[0]
		}
	}
	stored, err := k.store.Transcribed(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("transcript: look up what is stored: %w", err)
	}
	for _, p := range stored {
		if held, both := known[p.Key()]; !both || held.FetchedAt.Before(p.FetchedAt) {
			known[p.Key()] = p
		}
	}
	return known, nil
}

func (k *Keeper) load(ctx context.Context) error {
	if k.loaded {
		return nil
	}
	names, err := k.store.TranscribedPlatforms(ctx)
	if err != nil {
		return fmt.Errorf("transcript: look up platforms: %w", err)
	}
	for _, name := range names {
		k.platforms[name] = true
	}
	k.loaded = true
	return nil
}
