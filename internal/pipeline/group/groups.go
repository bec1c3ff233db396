// Package group finds of which stored posts others are near copies. The rule is that of
// analyzer/neardup. Of the times that posts come about in it holds the fingerprints;
// what else there is to know of a post it loads where a fingerprint is near to one that
// came.
package group

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// mostPosts is how many posts are held in whole before all are let go. A million
	// take 170 MB.
	mostPosts = 1_000_000
	// mostBytes is what the fingerprints held may take, at 28 bytes each, beyond those of
	// fewUnits.
	mostBytes = 500 << 20
)

// Store is where the fingerprints of posts are stored.
type Store interface {
	// Fingerprints returns what is stored of keys, of deleted posts too.
	Fingerprints(ctx context.Context, keys []social.Key) ([]social.Fingerprint, error)
	// EachFingerprint hands the fingerprints of the posts created from then on, and
	// before to, to do.
	EachFingerprint(ctx context.Context, from, to time.Time, do func(social.Fingerprint) error) error
	// EachValue is EachFingerprint without the posts; it may hand those of earlier
	// states, too.
	EachValue(ctx context.Context, from, to time.Time, do func(created time.Time, fingerprint uint64) error) error
	// EachOf is EachFingerprint of those that are among values, or, if originals, of
	// those of them that are copies of none. It may hand others, too.
	EachOf(ctx context.Context, values []uint64, from, to time.Time, originals bool, do func(social.Fingerprint) error) error
	// Arrived hands what was stored of posts that since has not seen to do, also of those
	// deleted, and returns what is seen then; of the zero Seen it hands nothing. What is
	// stored before it is called is handed or seen. It may hand more.
	Arrived(ctx context.Context, since social.Seen, do func(social.Fingerprint) error) (social.Seen, error)
	// CopiesOf returns the stored posts that are known to be near copies of keys.
	CopiesOf(ctx context.Context, keys []social.Key) ([]social.Fingerprint, error)
	// Regroup stores of which posts others are near copies, one after another.
	Regroup(ctx context.Context, list []social.CopyOf) error
}

// Options are what Groups and Rebuild work with.
type Options struct {
	Store Store
	// State is the time by which states of a post fetched then are told apart.
	State func(fetched time.Time) time.Time
	Log   *slog.Logger
	// MostPosts and MostBytes bound what is held; 0 are the defaults.
	MostPosts int
	MostBytes int64
}

// Groups knows which stored posts are near copies of which, also where other processes
// store posts in the same store: what these stored is looked at before posts are grouped, and
// once more after they are stored (Settle), so that of two processes that store posts at
// once at least one sees both. It is safe for concurrent use.
type Groups struct {
	mu    sync.Mutex
	opts  Options
	index *neardup.Index
	// held are the fingerprints of what is stored. What is not yet is in the index.
	held *held
	// seen is what of the store was looked at, and recent what of it came lately.
	seen   social.Seen
	recent recent
	// known is what the index has of the posts near to those that came, and whole are
	// the units of which it has all.
	known map[spot]known
	whole map[unit]bool
	// before are the states that came last, which may not be stored yet.
	before []state
	// isBroken is set where what the index asked for could not be loaded.
	isBroken bool
	// changed are the originals that are others now and were not handed out yet.
	changed map[social.Key]pipeline.Original
}

// state is a state of a post that came.
type state struct {
	neardup.Post
	deleted bool
}

// New makes groups that know nothing yet.
func New(opts Options) *Groups {
	opts.MostPosts, opts.MostBytes = cmp.Or(opts.MostPosts, mostPosts), cmp.Or(opts.MostBytes, mostBytes)
	return with(opts, newHeld(opts))
}

func newHeld(opts Options) *held {
	return &held{store: opts.Store, log: opts.Log, most: opts.MostBytes, units: map[unit]*heldUnit{}}
}

// with makes groups that know nothing but which fingerprints there are.
func with(opts Options, h *held) *Groups {
	g := &Groups{opts: opts, held: h, changed: map[social.Key]pipeline.Original{}}
	g.begin()
	return g
}

func (g *Groups) begin() {
	g.index, g.known, g.whole = neardup.NewSparseIndex(), map[spot]known{}, map[unit]bool{}
	g.isBroken = false
}

// Group notes of which post each entry is a near copy, and returns the originals
// of other stored posts that are others now. What it says depends on which posts
// are shown and on nothing else. The entries of the call before may be under way to the
// store; those before are stored, or come again. repeated says that entries may have been
// stored before, by a process that died before it settled them.
func (g *Groups) Group(ctx context.Context, entries []social.Entry, repeated bool) (map[social.Key]pipeline.Original, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.recent.next()
	if err := g.lookAtArrived(ctx); err != nil {
		return nil, err
	}
	states := make([]state, len(entries))
	for i, e := range entries {
		states[i] = state{deleted: e.Post.Deleted, Post: neardup.Post{
			Key: e.Post.Key(), Created: e.Post.CreatedAt, Fetched: g.opts.State(e.Post.FetchedAt), Fingerprint: e.Analysis.Fingerprint,
		}}
	}
	carried, err := g.take(ctx, states, repeated)
	if err != nil {
		g.isBroken = true
		return nil, err
	}
	g.before = states
	changed := g.changed
	g.changed = map[social.Key]pipeline.Original{}
	for i := range entries {
		e := &entries[i]
		e.Analysis.Original = social.Key{}
		if !e.Post.Deleted {
			e.Analysis.Original = g.index.Original(e.Post.Key())
			if e.Post.RepostOf != "" && e.Analysis.Fingerprint == 0 {
				// The index knows nothing of texts that are too short to compare.
				e.Analysis.Original = social.Key{Platform: e.Post.Platform, ID: e.Post.RepostOf}
			}
		}
	}
	for _, key := range carried {
		delete(changed, key)
	}
	g.recent.expect(entries, changed)
	return changed, nil
}

// take takes in what came, and returns of which posts it was later than all known.
func (g *Groups) take(ctx context.Context, states []state, repeated bool) (carried []social.Key, err error) {
	if g.isBroken || max(g.index.Len(), len(g.known)) > g.opts.MostPosts {
		g.begin()
	}
	if g.index.Len() == 0 {
		// What they change was handed out with them, and is stored before what comes now.
		changed := maps.Clone(g.changed)
		if _, err := g.show(ctx, g.before); err != nil {
			return nil, err
		}
		g.changed = changed
	}
	if repeated {
		if err := g.doubtCopiesOf(ctx, states); err != nil {
			return nil, err
		}
	}
	if carried, err = g.show(ctx, states); err != nil || !repeated {
		return carried, err
	}
	return carried, g.doubtAround(ctx, states)
}

// show shows states to the index, those of one post one after another, so that each has
// the effects that it has where a process ends after it.
func (g *Groups) show(ctx context.Context, states []state) (carried []social.Key, err error) {
	for len(states) > 0 {
		n, seen := 0, map[social.Key]bool{}
		for n < len(states) && !seen[states[n].Key] {
			seen[states[n].Key] = true
			n++
		}
		if err := g.prepare(ctx, states[:n]); err != nil {
			return nil, err
		}
		for _, s := range states[:n] {
			if s.deleted {
				if g.index.Delete(s.Key, s.Fetched) {
					delete(g.changed, s.Key) // what it became before
				}
				continue
			}
			// A state that is stored, or an older one, may change nothing there, so that
			// it carries no other original into it.
			if g.index.Upsert(s.Post) {
				carried = append(carried, s.Key)
			} else {
				// It is stored, or under way: a process that died may not have settled it.
				g.index.Doubt(s.Key)
			}
		}
		if err := g.resolve(ctx); err != nil {
			return nil, err
		}
		states = states[n:]
	}
	return carried, nil
}

// prepare loads what is stored of posts that states come of, and the copies of those
// that change.
func (g *Groups) prepare(ctx context.Context, states []state) error {
	var unsure []social.Key
	for _, s := range states {
		if !g.index.Contains(s.Key) {
			unsure = append(unsure, s.Key)
		}
	}
	stored, err := g.opts.Store.Fingerprints(ctx, unsure)
	if err != nil {
		return fmt.Errorf("group: look up fingerprints: %w", err)
	}
	for _, f := range stored {
		if f.Fingerprint == 0 { // erased since, or edited to be short
			g.index.Delete(f.Key, f.State)
		} else if err := g.loadOne(f); err != nil {
			return err
		}
	}
	var wants []neardup.Want
	for _, s := range states {
		if w, ok := g.index.WantBefore(s.Post, s.deleted); ok {
			wants = append(wants, w)
		}
	}
	return g.surround(ctx, wants)
}

// resolve has the index find the originals anew, loading what it comes to touch.
func (g *Groups) resolve(ctx context.Context) error {
	for {
		changes, wants := g.index.ResolveKnown()
		for _, c := range changes {
			next := pipeline.Original(c)
			if before, waits := g.changed[c.Key]; waits {
				next = next.After(before)
			}
			g.changed[c.Key] = next
		}
		if len(wants) == 0 {
			return nil
		}
		if err := g.surround(ctx, wants); err != nil {
			return err
		}
	}
}
