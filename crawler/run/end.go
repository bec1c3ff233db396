package run

import (
	"context"
	"maps"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// end records how the lane ended: with fault, or well when that is nil. Step says
// why the writes come in this order.
func (s *step) end(ctx context.Context, fault error) error {
	if stale, err := s.replaceStale(ctx); stale || err != nil {
		return err
	}
	changes := s.adapter != nil && crawler.ListsChanges(s.adapter, s.Lane)
	if fault == nil && !changes {
		fault = s.checkEmpty()
	}
	if fault == nil && s.adapter != nil && s.remembers() {
		if err := s.saveSightings(ctx); err != nil {
			return err
		}
	}
	if fault == nil && !s.isBackfill() {
		next := s.nextCursor(s.runner.opts.Clock.Now())
		if changes {
			next.Read = s.Started
		}
		if err := s.runner.saveCursor(ctx, s.Source, s.Lane, next); err != nil {
			return err
		}
	}
	ended := record.Ended(s.Lane, s.Counts, fault)
	ended.Changes = changes
	if fault == nil && ended.State != social.SourceBroken {
		ended.Reached = s.Reach.reached()
	}
	if err := s.runner.records.EndLane(ctx, s.Source, s.Run, ended); err != nil {
		return err
	}
	s.runner.opts.Log.DebugContext(ctx, "a lane ended", "source", s.Source, "lane", s.Lane, "run", s.Run,
		"state", ended.State, "posts", ended.Posts, "requests", ended.Requests, "fault", ended.Fault)
	return s.runner.records.Report(ctx, s.Source)
}

// replaceStale tells whether the message is stale: its run is over, or its lane
// has ended. It then puts the lane of the active run in its place, if there is
// one, and otherwise makes sure that the run was reported.
func (s *step) replaceStale(ctx context.Context) (stale bool, err error) {
	known, _, err := s.runner.records.Load(ctx, s.Source)
	if err != nil {
		return false, err
	}
	switch {
	case known.Pending(s.Run, s.Lane) != nil:
		return false, nil
	case known.Active() && known.Run.ID != s.Run:
		return true, s.runner.restart(ctx, s.Source, s.Lane)
	default:
		return true, s.runner.records.Report(ctx, s.Source)
	}
}

// enoughHistory is after how many complete runs that all found posts an empty one
// is a fault.
const enoughHistory = 3

// checkEmpty returns a fault with code empty for a lane that came to its end
// without a single post although it must have found some: every complete run
// before did, and the newest of those posts is in the time that this run read
// again. An answer of 304 is not empty, and a back-fill or revisit may be.
func (t *task) checkEmpty() error {
	known := t.Cursor
	if t.isBackfill() || t.Lane == record.RevisitLane || t.Items > 0 || t.Unchanged || known.Filled < enoughHistory || known.Newest.IsZero() || known.Newest.Before(t.Since) {
		return nil
	}
	return social.Errorf(social.CodeEmpty,
		"the answers hold no posts at all, where each of the last %d runs found some, the newest of %s; see in a browser whether the address moved, was closed or hides its posts from programs",
		known.Filled, known.Newest.Format("2006-01-02 15:04 MST"))
}

// nextCursor is the cursor after a run that came to its end at the given time. Validators of
// addresses that were not asked for, or answered 304, stay.
func (t *task) nextCursor(ended time.Time) cursor {
	next := t.Cursor
	if next.First.IsZero() {
		next.First = t.Started
	}
	next.Filled = t.filledRuns()
	next.Threads = t.keptThreads()
	next.Undated = t.Cursor.Undated.after(t.UndatedMarks, ended)
	next.Validators = maps.Clone(t.Fresh)
	for address, known := range t.Cursor.Validators {
		if _, replaced := next.Validators[address]; !replaced && len(next.Validators) < maxValidators {
			if next.Validators == nil {
				next.Validators = map[string]validator{}
			}
			next.Validators[address] = known
		}
	}
	return next
}

// keptThreads are the states of the threads that were read or known, and of those that
// nothing led to, as their list answered 304, as far as there is room.
func (t *task) keptThreads() map[string]string {
	kept := maps.Clone(t.Threads)
	for key, state := range t.Cursor.Threads {
		if _, known := kept[key]; known || len(kept) >= maxThreads {
			continue
		}
		if kept == nil {
			kept = map[string]string{}
		}
		kept[key] = state
	}
	return kept
}

// filledRuns counts the latest complete runs, in a row, that found something.
func (t *task) filledRuns() int {
	const enough = 1000
	switch {
	case t.Items > 0:
		return min(t.Cursor.Filled+1, enough)
	case t.Unchanged:
		return t.Cursor.Filled
	default:
		return 0
	}
}
