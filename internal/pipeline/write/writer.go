// Package write stores analysed posts, and before them what they change in others.
package write

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/erase"
	"earshot/internal/social"
)

// Store is where posts are stored.
type Store interface {
	// WriteTold stores entries, and tells what became of each. Those that it refuses, because
	// they can never be stored, it names in an error with social.CodeInvalid, and
	// stores the others.
	WriteTold(ctx context.Context, entries []social.Entry, told func(social.Key, social.Outcome)) (social.Written, error)
	// Regroup stores of which posts others are near copies, one after another.
	Regroup(ctx context.Context, list []social.CopyOf) error
	Pictures
}

// Asker puts on a stream what stored posts lead to. Asking twice is harmless.
type Asker interface {
	Ask(ctx context.Context, entries []social.Entry) error
}

// Options are what a Writer works with.
type Options struct {
	Store Store
	// Erase erases pictures that no post shows.
	Erase erase.Pictures
	// Askers are told of the entries of each batch that is stored.
	Askers []Asker
	// Pictures is told of posts that wait until their pictures are read; nil is nobody.
	Pictures Asker
	// Tally is told of the posts that are stored; nil is nobody.
	Tally *pipeline.Tally
	Log   *slog.Logger
}

// Writer stores batches, one at a time.
type Writer struct {
	opts Options
	// Counts is what became of the posts.
	Counts Counts
	// pending are the originals that could not be stored with their batch.
	pending map[social.Key]pipeline.Original
	// asking guards repeated: posts that are stored and counted and come again,
	// because what they lead to could not be asked for.
	asking   sync.Mutex
	repeated map[social.Key]bool
}

// Counts is what became of the posts written. Refused are those that can never be
// stored; the others are those of social.Written.
type Counts struct {
	New, Updated, Unchanged, Stale, Erased, Refused atomic.Int64

	merged atomic.Pointer[social.Merged]
}

// Merged counts what was read under another identity than that of its post, and is
// among none of the others.
func (c *Counts) Merged() social.Merged {
	if m := c.merged.Load(); m != nil {
		return *m
	}
	return social.Merged{}
}

func (c *Counts) addMerged(m social.Merged) {
	for {
		before := c.merged.Load()
		sum := m
		if before != nil {
			sum = sum.Plus(*before)
		}
		if c.merged.CompareAndSwap(before, &sum) {
			return
		}
	}
}

// New makes a writer.
func New(opts Options) *Writer {
	return &Writer{opts: opts, pending: map[social.Key]pipeline.Original{}, repeated: map[social.Key]bool{}}
}

// Write stores a batch. After an error it is to be written again.
func (w *Writer) Write(ctx context.Context, b pipeline.Batch) error {
	w.addPending(b)
	// What the posts change in others comes before them: dying in between, the
	// batch is read again beside what was stored before it and changes the same.
	if err := w.opts.Store.Regroup(ctx, LatestFirst(w.pending)); err != nil {
		return err
	}
	clear(w.pending)
	return w.insert(ctx, b.Entries)
}

// addPending notes the originals that are to be stored with a batch.
func (w *Writer) addPending(b pipeline.Batch) {
	for key, c := range b.Originals {
		if before, isPending := w.pending[key]; isPending {
			c = c.After(before)
		}
		w.pending[key] = c
	}
	for _, e := range b.Entries {
		// One that is pending since a batch before has an answer that is newer.
		if c, isPending := w.pending[e.Post.Key()]; isPending && !e.Post.Deleted {
			c.Original = e.Analysis.Original
			w.pending[c.Key] = c
		}
	}
}

// LatestFirst is the order in which originals are stored: what an earlier post
// changes in later ones is found again as long as it was not changed itself.
func LatestFirst(changes map[social.Key]pipeline.Original) []social.CopyOf {
	order := slices.SortedFunc(maps.Values(changes), func(a, b pipeline.Original) int { return b.Created.Compare(a.Created) })
	list := make([]social.CopyOf, len(order))
	for i, c := range order {
		list[i] = c.Copy()
	}
	return list
}

// insert writes entries. Posts that storage refuses are counted and logged; the
// others of the batch are stored.
func (w *Writer) insert(ctx context.Context, entries []social.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	erased, err := w.deletePictures(ctx, entries)
	if err != nil {
		return err
	}
	told, before := w.tell()
	written, err := w.opts.Store.WriteTold(ctx, entries, told)
	if err != nil && social.CodeOf(err) != social.CodeInvalid {
		return err
	}
	if err := w.deleteAgain(ctx, erased); err != nil {
		return err
	}
	w.Counts.New.Add(int64(written.New))
	w.Counts.Updated.Add(int64(written.Updated))
	w.Counts.Unchanged.Add(int64(written.Unchanged) - *before)
	w.Counts.Stale.Add(int64(written.Stale))
	w.Counts.Erased.Add(int64(written.Erased))
	w.Counts.addMerged(written.Merged)
	if w.opts.Tally != nil {
		w.opts.Tally.AddMerged(written.Merged)
	}
	if err != nil {
		refused := len(entries) - written.New - written.Updated - written.Unchanged - written.Stale - written.Erased - written.Unknown - written.Joined
		w.Counts.Refused.Add(int64(refused))
		w.opts.Log.Error("posts refused by storage", "posts", refused, "error", err)
	}
	return nil
}

// AskFurther asks for what stored entries lead to.
func (w *Writer) AskFurther(ctx context.Context, entries []social.Entry) error {
	faults := make([]error, 0, len(w.opts.Askers))
	for _, a := range w.opts.Askers {
		faults = append(faults, a.Ask(ctx, entries))
	}
	err := errors.Join(faults...)
	if err != nil {
		w.asking.Lock()
		defer w.asking.Unlock()
		for _, e := range entries {
			w.repeated[e.Post.Key()] = true
		}
	}
	return err
}

// AskHeld asks for the pictures of entries that wait for them.
func (w *Writer) AskHeld(ctx context.Context, entries []social.Entry) error {
	if w.opts.Pictures == nil || len(entries) == 0 {
		return nil
	}
	return w.opts.Pictures.Ask(ctx, entries)
}

// tell has the tally told of posts, but not of those that are stored and counted and come
// again: of these it counts in before the ones that are unchanged.
func (w *Writer) tell() (told func(social.Key, social.Outcome), before *int64) {
	before = new(int64)
	return func(key social.Key, o social.Outcome) {
		w.asking.Lock()
		repeated := w.repeated[key]
		delete(w.repeated, key)
		w.asking.Unlock()
		switch {
		case repeated && o == social.OutcomeUnchanged:
			*before++
		case !repeated && w.opts.Tally != nil:
			w.opts.Tally.Add(key, o)
		}
	}, before
}
