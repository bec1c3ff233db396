// Package group finds of which stored posts others are near copies. The rule is
// that of analyzer/neardup, whose index it holds of the times that posts come
// about in; what is stored of other times it loads when it comes to matter.
package group

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// mostHeld is how many posts are held before those of times no longer asked
	// for are let go. A million take 170 MB.
	mostHeld = 4_000_000
	// mostQuarters is how many quarters are held whatever they take.
	mostQuarters = 6
)

// Store is where the fingerprints of posts are stored.
type Store interface {
	// Fingerprints returns what is stored of keys, of deleted posts too.
	Fingerprints(ctx context.Context, keys []social.Key) ([]social.Fingerprint, error)
	// EachFingerprint hands the fingerprints of the posts created from then on, and
	// before to, to do.
	EachFingerprint(ctx context.Context, from, to time.Time, do func(social.Fingerprint) error) error
	// Regroup stores of which posts others are near copies, one after another.
	Regroup(ctx context.Context, list []social.CopyOf) error
}

// Options are what Groups and Rebuild work with.
type Options struct {
	Store Store
	// State is the time by which states of a post fetched then are told apart.
	State func(fetched time.Time) time.Time
	Log   *slog.Logger
}

// Groups knows which stored posts are near copies of which. It is not safe for
// concurrent use.
type Groups struct {
	opts  Options
	index *neardup.Index
	// since is when the index was begun: what was deleted from then on it knows.
	since time.Time
	// held are the quarters loaded.
	held map[quarter]bool
	// changed are the originals that are others now and were not handed out yet.
	changed map[social.Key]pipeline.Original
}

// New makes groups that know nothing yet.
func New(opts Options) *Groups {
	g := &Groups{opts: opts, changed: map[social.Key]pipeline.Original{}}
	g.begin()
	return g
}

func (g *Groups) begin() {
	g.index, g.since, g.held = neardup.NewIndex(), time.Now(), map[quarter]bool{}
}

// Group notes of which post each entry is a near copy, and returns the originals
// of other stored posts that are others now. What it says depends on which posts
// are shown and on nothing else.
func (g *Groups) Group(ctx context.Context, entries []social.Entry) (map[social.Key]pipeline.Original, error) {
	if err := g.prepare(ctx, entries); err != nil {
		return nil, err
	}
	var carried []social.Key
	for _, e := range entries {
		if e.Post.Deleted {
			g.index.Delete(e.Post.Key(), g.opts.State(e.Post.FetchedAt))
			continue
		}
		// A state that is stored, or an older one, may change nothing there, so that
		// it carries no other original into it.
		if g.index.Upsert(neardup.Post{Key: e.Post.Key(), Created: e.Post.CreatedAt, Fetched: g.opts.State(e.Post.FetchedAt), Fingerprint: e.Analysis.Fingerprint}) {
			carried = append(carried, e.Post.Key())
		}
	}
	if err := g.rebuild(ctx); err != nil {
		return nil, err
	}
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
	return changed, nil
}

// prepare loads what the entries are compared with.
func (g *Groups) prepare(ctx context.Context, entries []social.Entry) error {
	if g.index.Len() > mostHeld && len(g.held) > mostQuarters {
		g.begin()
	}
	wanted := map[quarter]bool{}
	// Of a post that is deleted, or that was fetched a while ago, something may be
	// stored that is not loaded.
	var unsure []social.Key
	for _, e := range entries {
		if !e.Post.Deleted {
			wanted[quarterOf(e.Post.CreatedAt)] = true
		}
		if (e.Post.Deleted || e.Post.FetchedAt.Before(g.since)) && !g.index.Contains(e.Post.Key()) {
			unsure = append(unsure, e.Post.Key())
		}
	}
	stored, err := g.opts.Store.Fingerprints(ctx, unsure)
	if err != nil {
		return fmt.Errorf("group: look up fingerprints: %w", err)
	}
	for _, f := range stored {
		if f.Fingerprint == 0 { // erased since, or edited to be short
			g.index.Delete(f.Key, f.State)
		} else {
			wanted[quarterOf(f.Created)] = true
		}
	}
	var around []quarter
	for q := range wanted {
		around = append(around, q-1, q, q+1)
	}
	return g.hold(ctx, around)
}

// rebuild has the index find the originals anew, loading what that comes to touch.
func (g *Groups) rebuild(ctx context.Context) error {
	for {
		var after []quarter
		for _, c := range g.index.Resolve() {
			g.changed[c.Key] = pipeline.Original(c)
			after = append(after, quarterOf(c.Created)+1)
		}
		if !slices.ContainsFunc(after, func(q quarter) bool { return !g.held[q] }) {
			return nil
		}
		if err := g.hold(ctx, after); err != nil {
			return err
		}
	}
}

// hold loads the quarters that are not held yet. Where the quarter before one is
// held as well, its posts are looked at again: they may have been stored by
// another rule, or a crash may have kept a change from being written.
func (g *Groups) hold(ctx context.Context, quarters []quarter) error {
	slices.Sort(quarters)
	var missing []quarter
	for _, q := range slices.Compact(quarters) {
		if !g.held[q] {
			missing = append(missing, q)
		}
	}
	for len(missing) > 0 {
		run := 1
		for run < len(missing) && missing[run] == missing[0]+quarter(run) {
			run++
		}
		if err := g.load(ctx, missing[0], missing[0]+quarter(run)); err != nil {
			return err
		}
		missing = missing[run:]
	}
	return nil
}

// load loads the quarters from one to before another.
func (g *Groups) load(ctx context.Context, from, to quarter) error {
	started := time.Now()
	err := g.opts.Store.EachFingerprint(ctx, from.start(), to.start(), func(f social.Fingerprint) error {
		g.index.Load(neardup.Post{Key: f.Key, Created: f.Created, Fetched: f.State, Fingerprint: f.Fingerprint}, f.Original)
		return nil
	})
	if err != nil {
		return fmt.Errorf("group: load fingerprints: %w", err)
	}
	for q := from; q < to; q++ {
		g.held[q] = true
	}
	for q := from; q <= to; q++ {
		if g.held[q] && g.held[q-1] {
			g.index.MarkDirty(q.start(), (q + 1).start())
		}
	}
	g.opts.Log.Debug("copies known", "from", from.start(), "to", to.start(), "posts", g.index.Len(), "took", time.Since(started))
	return nil
}
