package app

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"slices"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/social"
	"earshot/storage"
)

const (
	// mostHeld is how many posts are held before those of times no longer asked
	// for are let go. A million take 170 MB.
	mostHeld = 4_000_000
	// mostQuarters is how many quarters are held whatever they take.
	mostQuarters = 6
)

// quarter is a stretch of time as long as copies.Window, counted from 1970. What
// the posts of one are copies of is told by it and by the one before.
type quarter int64

func quarterOf(t time.Time) quarter {
	return quarter(math.Floor(float64(t.Unix()) / neardup.Window.Seconds()))
}

func (q quarter) start() time.Time {
	return time.Unix(int64(q)*int64(neardup.Window.Seconds()), 0).UTC()
}

// grouping knows which stored posts are near copies of which. It reads what is
// stored of the quarters that matter when they come to matter.
type grouping struct {
	store *storage.Store
	log   *slog.Logger
	index *neardup.Index
	// since is when the index was begun: what was deleted from then on it knows.
	since time.Time
	// held are the quarters loaded.
	held map[quarter]bool
	// changed are the originals that are others now and were not handed out yet.
	changed map[social.Key]neardup.Change
}

func newGrouping(store *storage.Store, log *slog.Logger) *grouping {
	g := &grouping{store: store, log: log, changed: map[social.Key]neardup.Change{}}
	g.begin()
	return g
}

func (g *grouping) begin() {
	g.index, g.since, g.held = neardup.NewIndex(), time.Now(), map[quarter]bool{}
}

// group notes of which post each entry is a near copy, and returns the originals
// of other stored posts that are others now. What it says depends on which posts
// are shown and on nothing else.
func (g *grouping) group(ctx context.Context, entries []storage.Entry) (map[social.Key]neardup.Change, error) {
	if err := g.prepare(ctx, entries); err != nil {
		return nil, err
	}
	var carried []social.Key
	for _, e := range entries {
		if e.Post.Deleted {
			g.index.Delete(e.Post.Key(), storage.State(e.Post.FetchedAt))
			continue
		}
		// A state that is stored, or an older one, may change nothing there, so that
		// it carries no other original into it.
		if g.index.Upsert(neardup.Post{Key: e.Post.Key(), Created: e.Post.CreatedAt, Fetched: storage.State(e.Post.FetchedAt), Fingerprint: e.Analysis.Fingerprint}) {
			carried = append(carried, e.Post.Key())
		}
	}
	if err := g.settle(ctx); err != nil {
		return nil, err
	}
	changed := g.changed
	g.changed = map[social.Key]neardup.Change{}
	for i := range entries {
		e := &entries[i]
		e.Analysis.Original = social.Key{}
		if !e.Post.Deleted {
			e.Analysis.Original = g.index.Original(e.Post.Key())
		}
	}
	for _, key := range carried {
		delete(changed, key)
	}
	return changed, nil
}

// prepare loads what the entries are compared with.
func (g *grouping) prepare(ctx context.Context, entries []storage.Entry) error {
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
	stored, err := g.store.Fingerprints(ctx, unsure)
	if err != nil {
		return fmt.Errorf("app: look up fingerprints: %w", err)
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

// settle settles the index, loading what it comes to touch.
func (g *grouping) settle(ctx context.Context) error {
	for {
		var after []quarter
		for _, c := range g.index.Resolve() {
			g.changed[c.Key] = c
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
func (g *grouping) hold(ctx context.Context, quarters []quarter) error {
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
func (g *grouping) load(ctx context.Context, from, to quarter) error {
	started := time.Now()
	err := g.store.EachFingerprint(ctx, from.start(), to.start(), func(f storage.Fingerprint) error {
		g.index.Load(neardup.Post{Key: f.Key, Created: f.Created, Fetched: f.State, Fingerprint: f.Fingerprint}, f.Original)
		return nil
	})
	if err != nil {
		return fmt.Errorf("app: load fingerprints: %w", err)
	}
	for q := from; q < to; q++ {
		g.held[q] = true
	}
	for q := from; q <= to; q++ {
		if g.held[q] && g.held[q-1] {
			g.index.MarkDirty(q.start(), (q + 1).start())
		}
	}
	g.log.Debug("copies known", "from", from.start(), "to", to.start(), "posts", g.index.Len(), "took", time.Since(started))
	return nil
}

// latestFirst is the order in which changes are stored: what an earlier post
// changes in later ones is found again as long as it was not changed itself.
func latestFirst(changes map[social.Key]neardup.Change) []storage.CopyOf {
	order := slices.SortedFunc(maps.Values(changes), func(a, b neardup.Change) int { return b.Created.Compare(a.Created) })
	list := make([]storage.CopyOf, len(order))
	for i, c := range order {
		list[i] = storage.CopyOf{Key: c.Key, Original: c.Original}
	}
	return list
}

// regroup finds anew of which post each stored one is a near copy and stores
// what is to be changed. It returns how many that were.
func regroup(ctx context.Context, store *storage.Store, log *slog.Logger) (int64, error) {
	quarters := map[quarter]bool{}
	err := store.EachFingerprint(ctx, time.Time{}, time.Unix(1<<40, 0), func(f storage.Fingerprint) error {
		quarters[quarterOf(f.Created)] = true
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("app: load fingerprints: %w", err)
	}
	var all int64
	for _, q := range slices.Sorted(maps.Keys(quarters)) {
		// By then the quarter before is right; what it changes in later ones comes
		// out when it is their turn.
		g := newGrouping(store, log)
		if err := g.hold(ctx, []quarter{q - 1, q}); err != nil {
			return all, err
		}
		changes := g.index.Resolve()
		list := make([]storage.CopyOf, len(changes))
		for i, c := range changes {
			list[i] = storage.CopyOf{Key: c.Key, Original: c.Original}
		}
		if err := store.Regroup(ctx, list); err != nil {
			return all, fmt.Errorf("app: store copies: %w", err)
		}
		all += int64(len(changes))
	}
	return all, nil
}

// judgeAuthors adds to the spam score of each entry what its author's other
// posts say, in the order of their publication.
func (a *analysing) judgeAuthors(entries []storage.Entry) {
	order := make([]*storage.Entry, len(entries))
	for i := range entries {
		order[i] = &entries[i]
	}
	slices.SortFunc(order, func(p, q *storage.Entry) int { return p.Post.CreatedAt.Compare(q.Post.CreatedAt) })
	for _, e := range order {
		e.Analysis.Spam = a.authors.Score(e.Post, e.Analysis.Fingerprint, e.Analysis.Spam)
	}
}
