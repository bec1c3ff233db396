package crawler

import (
	"context"
	"fmt"
	"maps"

	"earshot/internal/social"
)

// end records how a lane ended: with fault, or well when that is nil. Step says
// why the writes come in this order.
func (r *Runner) end(ctx context.Context, t task, fault error) error {
	known, _, err := loadRecord(ctx, r.opts.State, t.Source)
	if err != nil {
		return err
	}
	if known.pending(t.Run, t.Lane) == nil {
		return r.giveWay(ctx, t, known)
	}
	if fault == nil && t.Lane != revisitLane {
		fault = t.silence()
	}
	result := outcomeOf(t, fault)
	if fault == nil && t.Until.IsZero() {
		if err := r.saveCursor(ctx, t.Source, t.Lane, t.nextCursor()); err != nil {
			return err
		}
	}
	if err := r.recordOutcome(ctx, t, result); err != nil {
		return err
	}
	r.opts.Log.DebugContext(ctx, "a lane ended", "source", t.Source, "lane", t.Lane, "run", t.Run,
		"state", result.State, "posts", result.Posts, "requests", result.Requests, "fault", result.Fault)
	return r.report(ctx, t.Source)
}

// outcomeOf is how a lane ended that ends with fault.
func outcomeOf(t task, fault error) outcome {
	result := outcome{Lane: t.Lane, State: social.SourceOK, tallies: t.tallies}
	switch {
	case fault != nil:
		result.note("%v", fault)
		result.State = stateOf(fault)
	case result.Partial:
		result.State = social.SourcePartial
	}
	return result
}

// nextCursor is the cursor after a run that came to its end. Validators of
// addresses that were not asked for, or answered 304, stay.
func (t *task) nextCursor() cursor {
	next := t.Cursor
	if next.First.IsZero() {
		next.First = t.Started
	}
	next.Filled = t.filled()
	next.Threads = t.Threads
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

// recordOutcome writes a lane's outcome into the record, and ends the run with
// the last one. Lanes that end at the same time take turns.
func (r *Runner) recordOutcome(ctx context.Context, t task, result outcome) error {
	for {
		known, rev, err := loadRecord(ctx, r.opts.State, t.Source)
		if err != nil {
			return err
		}
		lane := known.pending(t.Run, t.Lane)
		if lane == nil {
			return nil
		}
		*lane = result
		known.settle(r.opts.Clock.Now())
		err = saveRecord(ctx, r.opts.State, t.Source, known, rev)
		if err == nil || social.CodeOf(err) != social.CodeConflict {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

// report hands a finished run to Runs, unless that is done.
func (r *Runner) report(ctx context.Context, source string) error {
	known, rev, err := loadRecord(ctx, r.opts.State, source)
	if err != nil {
		return err
	}
	if known.Run.ID == "" || known.active() || known.Written {
		return nil
	}
	if err := r.opts.Runs.WriteRuns(ctx, []social.Run{known.Run}); err != nil {
		return fmt.Errorf("crawler: write run of %s: %w", source, err)
	}
	known.Written = true
	err = saveRecord(ctx, r.opts.State, source, known, rev)
	if social.CodeOf(err) == social.CodeConflict {
		// Somebody else reported it; a run is never changed once it ended.
		return nil
	}
	return err
}
