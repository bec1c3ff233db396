package run

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// Begin starts a run of source and returns its ID. It fails with
// social.CodeConflict while one is active, after making sure that that one has all
// its lanes, and always for a stream, which package listen reads; with
// social.CodeNotFound for a source that is not configured, and with
// social.CodeInvalid for one that has nothing to read.
//
// The run exists from the moment its record is in the state. The lanes are put
// after that; lanes that a crash in between prevents are put by Resume or by the
// next Begin.
func (r *Runner) Begin(ctx context.Context, source string) (string, error) {
	return r.begin(ctx, source, Window{})
}

// begin starts an ordinary run, or one of a window.
func (r *Runner) begin(ctx context.Context, source string, w Window) (string, error) {
	src, adapter, err := r.sources.Lookup(source)
	if err != nil {
		return "", err
	}
	if _, ok := crawler.StreamerOf(adapter, src); ok {
		return "", social.Errorf(social.CodeConflict, "crawler: source %s is a stream, which is listened to all the time", source)
	}
	known, rev, err := r.records.Load(ctx, source)
	if err != nil {
		return "", err
	}
	if known.Active() {
		if err := r.recover(ctx, source); err != nil {
			return "", err
		}
		return "", social.Errorf(social.CodeConflict, "crawler: source %s is being crawled since %s",
			source, known.Run.Started.Format("15:04:05 MST"))
	}
	if err := r.records.Report(ctx, source); err != nil {
		return "", err
	}
	if known.Run.ID != "" && !known.Written {
		if known, rev, err = r.records.Load(ctx, source); err != nil {
			return "", err
		}
	}
	names, err := r.laneNames(src, adapter, w)
	if err != nil {
		return "", err
	}
	next := known.Next(social.Run{
		ID: rand.Text(), Source: source, Platform: src.Platform,
		State: social.SourceRunning, Started: r.opts.Clock.Now(), From: w.From, To: w.To,
	}, names)
	if err := r.records.Save(ctx, source, next, rev); err != nil {
		return "", err
	}
	// The run is listed before its first task can be taken: a run that ended while
	// this is written would be listed as running for good. Where it cannot be
	// listed it continues: it is written again, whole, at its end, and that must
	// succeed.
	if err := r.opts.Runs.WriteRuns(ctx, []social.Run{next.Run}); err != nil {
		r.opts.Log.WarnContext(ctx, "a run that began could not be listed", "source", source, "error", err)
	}
	for _, name := range names {
		first, err := r.firstTask(ctx, next.Run, name)
		if err != nil {
			return "", err
		}
		if err := r.putTask(ctx, &first); err != nil {
			return "", err
		}
	}
	return next.Run.ID, nil
}

// laneNames are the lanes of an ordinary run, or of one of a window, which asks for nothing
// again.
func (r *Runner) laneNames(src social.Source, adapter crawler.Adapter, w Window) ([]string, error) {
	names, err := crawler.LaneNames(adapter, src)
	if err != nil {
		return nil, err
	}
	if w != (Window{}) {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return crawler.ListsChanges(adapter, name) }), nil
	}
	if r.hasRevisitLane(src, adapter) {
		names = append(names, record.RevisitLane)
	}
	return names, nil
}

// Resume makes up for what a crash prevented: it puts lanes of active runs that
// have no message, and hands finished runs to Runs. It is called once at the
// start, and does no harm at any other time.
func (r *Runner) Resume(ctx context.Context) error {
	names, err := r.records.Sources(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, name := range names {
		faults = append(faults, r.recover(ctx, name), r.records.Report(ctx, name))
	}
	if err := r.Sweep(ctx); err != nil && ctx.Err() == nil {
		// Nothing depends on it, and it is tried again.
		r.opts.Log.WarnContext(ctx, "what no lane needs any more is not removed", "error", err)
	}
	return errors.Join(faults...)
}

// recover puts the lanes of an active run that have not ended and have no message.
// A message stays until its lane's end is recorded, so a lane is lost only if it is
// still pending after its message was found missing; restart looks again. A stream
// has no messages: its run ended with the process that listened.
func (r *Runner) recover(ctx context.Context, source string) error {
	if r.IsStream(source) {
		return r.records.EndRun(ctx, source)
	}
	known, _, err := r.records.Load(ctx, source)
	if err != nil || !known.Active() {
		return err
	}
	for _, lane := range known.Lanes {
		if lane.State != "" {
			continue
		}
		there, err := r.opts.Lanes.Has(ctx, laneKey(source, lane.Name))
		if err != nil {
			return err
		}
		if there {
			continue
		}
		if err := r.restart(ctx, source, lane.Name); err != nil {
			return err
		}
	}
	return nil
}

// restart puts the first task of a lane of the active run, if it has not ended.
func (r *Runner) restart(ctx context.Context, source, lane string) error {
	known, _, err := r.records.Load(ctx, source)
	if err != nil {
		return err
	}
	if known.Pending(known.Run.ID, lane) == nil {
		return nil
	}
	first, err := r.firstTask(ctx, known.Run, lane)
	if err != nil {
		return err
	}
	return r.putTask(ctx, &first)
}
