package run

import (
	"context"
	"maps"

	"earshot/crawler/record"
)

// end records how a lane ended: with fault, or well when that is nil. Step says
// why the writes come in this order.
func (r *Runner) end(ctx context.Context, t task, fault error) error {
	known, _, err := r.records.Load(ctx, t.Source)
	if err != nil {
		return err
	}
	if known.Pending(t.Run, t.Lane) == nil {
		return r.giveWay(ctx, t, known)
	}
	if fault == nil && t.Lane != record.RevisitLane {
		fault = t.silence()
	}
	result := record.Ended(t.Lane, t.Counts, fault)
	if fault == nil && t.Until.IsZero() {
		if err := r.saveCursor(ctx, t.Source, t.Lane, t.nextCursor()); err != nil {
			return err
		}
	}
	if err := r.records.EndLane(ctx, t.Source, t.Run, result); err != nil {
		return err
	}
	r.opts.Log.DebugContext(ctx, "a lane ended", "source", t.Source, "lane", t.Lane, "run", t.Run,
		"state", result.State, "posts", result.Posts, "requests", result.Requests, "fault", result.Fault)
	return r.records.Report(ctx, t.Source)
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
