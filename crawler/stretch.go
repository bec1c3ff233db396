package crawler

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"earshot/internal/social"
)

// streamLane is the one lane of a stream's runs.
const streamLane = "stream"

// stretch is the run of a stream that is under way; zero between two runs.
type stretch struct {
	run social.Run
	tallies
	// closed counts the authors whose accounts the platform closed.
	closed int64
	// saved is when the record was last brought up to date.
	saved time.Time
}

func (s *stretch) active() bool { return s.run.ID != "" }

// begin makes sure that there is a run. One that somebody else left open is
// closed first.
func (s *stretch) begin(ctx context.Context, e *ear) error {
	if s.active() {
		return nil
	}
	if err := errors.Join(e.runner.closeStretch(ctx, e.src.Name), e.runner.report(ctx, e.src.Name)); err != nil {
		return err
	}
	known, rev, err := loadRecord(ctx, e.runner.opts.State, e.src.Name)
	if err != nil {
		return err
	}
	now := e.runner.opts.Clock.Now()
	next := known.next(social.Run{
		ID: rand.Text(), Source: e.src.Name, Platform: e.src.Platform, State: social.SourceRunning, Started: now,
	}, []string{streamLane})
	if err := saveRecord(ctx, e.runner.opts.State, e.src.Name, next, rev); err != nil {
		return err
	}
	*s = stretch{run: next.Run, saved: now, tallies: s.tallies}
	if err := e.runner.opts.Runs.WriteRuns(ctx, []social.Run{next.Run}); err != nil {
		// It is written again, whole, at its end, and that must succeed.
		e.runner.opts.Log.WarnContext(ctx, "a run that began could not be listed", "source", e.src.Name, "error", err)
	}
	return nil
}

// progress brings the record up to date now and then, and ends a run that has
// lasted its stretch, so that the next begins.
func (s *stretch) progress(ctx context.Context, e *ear) error {
	now := e.runner.opts.Clock.Now()
	if s.active() && now.Sub(s.run.Started) >= e.opts.Stretch {
		if err := s.end(ctx, e, nil); err != nil {
			return err
		}
	}
	if !s.active() {
		return s.begin(ctx, e)
	}
	if now.Sub(s.saved) < progressEvery {
		return nil
	}
	known, rev, err := loadRecord(ctx, e.runner.opts.State, e.src.Name)
	if err != nil {
		return err
	}
	lane := known.pending(s.run.ID, streamLane)
	if lane == nil {
		// Somebody else listens to the same source and has closed the run.
		*s = stretch{tallies: s.tallies}
		return s.begin(ctx, e)
	}
	lane.tallies = s.tallies
	known.settle(now)
	if err := saveRecord(ctx, e.runner.opts.State, e.src.Name, known, rev); err != nil && social.CodeOf(err) != social.CodeConflict {
		return err
	}
	s.saved = now
	return nil
}

// end records how the run ended: with fault, or well when that is nil.
func (s *stretch) end(ctx context.Context, e *ear, fault error) error {
	if !s.active() {
		return nil
	}
	e.runner.opts.Log.InfoContext(ctx, "a stretch of listening ended", "source", e.src.Name, "events", s.Events,
		"posts", s.Posts, "skipped", s.Skipped, "closed_accounts", s.closed, "place", e.place, "fault", fault)
	t := task{Run: s.run.ID, Source: e.src.Name, Lane: streamLane, tallies: s.tallies}
	if err := e.runner.recordOutcome(ctx, t, outcomeOf(t, fault)); err != nil {
		return err
	}
	*s = stretch{}
	return e.runner.report(ctx, e.src.Name)
}

// closeStretch ends a run that a process listened to which is no more. What it
// counted is there up to the last progress; the listening itself goes on where
// it stood.
func (r *Runner) closeStretch(ctx context.Context, source string) error {
	known, _, err := loadRecord(ctx, r.opts.State, source)
	if err != nil || !known.active() {
		return err
	}
	for _, lane := range known.Lanes {
		if lane.State != "" {
			continue
		}
		t := task{Run: known.Run.ID, Source: source, Lane: lane.Lane, tallies: lane.tallies}
		if err := r.recordOutcome(ctx, t, outcomeOf(t, nil)); err != nil {
			return err
		}
	}
	return nil
}
