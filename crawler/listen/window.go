package listen

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"earshot/crawler/record"
	"earshot/internal/social"
)

// window is the active run of a stream; zero between two runs.
type window struct {
	run social.Run
	record.Counts
	// closed counts the authors whose accounts the platform closed.
	closed int64
	// saved is when the record was last updated.
	saved time.Time
}

func (w *window) active() bool { return w.run.ID != "" }

// begin makes sure that there is an active run. One that another process left open
// is ended first.
func (w *window) begin(ctx context.Context, l *sourceListener) error {
	if w.active() {
		return nil
	}
	if err := errors.Join(l.records.EndRun(ctx, l.src.Name), l.records.Report(ctx, l.src.Name)); err != nil {
		return err
	}
	known, rev, err := l.records.Load(ctx, l.src.Name)
	if err != nil {
		return err
	}
	now := l.opts.Clock.Now()
	next := known.Next(social.Run{
		ID: rand.Text(), Source: l.src.Name, Platform: l.src.Platform, State: social.SourceRunning, Started: now,
	}, []string{record.StreamLane})
	if err := l.records.Save(ctx, l.src.Name, next, rev); err != nil {
		return err
	}
	*w = window{run: next.Run, saved: now, Counts: w.Counts}
	if err := l.opts.Runs.WriteRuns(ctx, []social.Run{next.Run}); err != nil {
		// It is written again, whole, at its end, and that must succeed.
		l.opts.Log.WarnContext(ctx, "a run that began could not be listed", "source", l.src.Name, "error", err)
	}
	return nil
}

// progress updates the record every progressEvery, and ends a run that has lasted
// Options.Window, so that the next begins.
func (w *window) progress(ctx context.Context, l *sourceListener) error {
	now := l.opts.Clock.Now()
	if w.active() && now.Sub(w.run.Started) >= l.opts.Window {
		if err := w.end(ctx, l, nil); err != nil {
			return err
		}
	}
	if !w.active() {
		return w.begin(ctx, l)
	}
	if now.Sub(w.saved) < progressEvery {
		return nil
	}
	known, rev, err := l.records.Load(ctx, l.src.Name)
	if err != nil {
		return err
	}
	lane := known.Pending(w.run.ID, record.StreamLane)
	if lane == nil {
		// Another process listens to the same source and has ended the run.
		*w = window{Counts: w.Counts}
		return w.begin(ctx, l)
	}
	lane.Counts = w.Counts
	known.Update(now)
	if err := l.records.Save(ctx, l.src.Name, known, rev); err != nil && social.CodeOf(err) != social.CodeConflict {
		return err
	}
	w.saved = now
	return nil
}

// end records how the run ended: with fault, or well when that is nil.
func (w *window) end(ctx context.Context, l *sourceListener, fault error) error {
	if !w.active() {
		return nil
	}
	l.opts.Log.DebugContext(ctx, "a window of listening ended", "source", l.src.Name, "events", w.Events,
		"posts", w.Posts, "skipped", w.Skipped, "closed_accounts", w.closed, "place", l.place, "fault", fault)
	if err := l.records.EndLane(ctx, l.src.Name, w.run.ID, record.Ended(record.StreamLane, w.Counts, fault)); err != nil {
		return err
	}
	*w = window{}
	return l.records.Report(ctx, l.src.Name)
}
