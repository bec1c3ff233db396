package crawler

import (
	"context"
	"crypto/rand"
	"errors"

	"earshot/internal/social"
)

// Begin starts a run of source and returns its ID. It fails with
// social.CodeConflict while one is active, after making sure that this one has
// all its lanes, and always for a stream, which is the Listener's; with
// social.CodeNotFound for a source that is not configured, and with
// social.CodeInvalid for one that has nothing to read.
//
// The run exists from the moment its record is in the state; the lanes are put
// after that, and those that a crash in between keeps back are put by Resume or
// by the next Begin.
func (r *Runner) Begin(ctx context.Context, source string) (string, error) {
	return r.begin(ctx, source, Window{})
}

// begin starts an ordinary run, or one of a window.
func (r *Runner) begin(ctx context.Context, source string, w Window) (string, error) {
	src, adapter, err := r.lookup(source)
	if err != nil {
		return "", err
	}
	if _, ok := streamer(adapter, src); ok {
		return "", social.Errorf(social.CodeConflict, "crawler: source %s is a stream, which is listened to all the time", source)
	}
	known, rev, err := loadRecord(ctx, r.opts.State, source)
	if err != nil {
		return "", err
	}
	if known.active() {
		if err := r.recover(ctx, source); err != nil {
			return "", err
		}
		return "", social.Errorf(social.CodeConflict, "crawler: source %s is being crawled since %s",
			source, known.Run.Started.Format("15:04:05 MST"))
	}
	if err := r.report(ctx, source); err != nil {
		return "", err
	}
	if known.Run.ID != "" && !known.Written {
		if known, rev, err = loadRecord(ctx, r.opts.State, source); err != nil {
			return "", err
		}
	}
	names, err := laneNames(adapter, src)
	if err != nil {
		return "", err
	}
	if w == (Window{}) && r.rereads(src, adapter) {
		names = append(names, revisitLane)
	}
	next := known.next(social.Run{
		ID: rand.Text(), Source: source, Platform: src.Platform,
		State: social.SourceRunning, Started: r.opts.Clock.Now(), From: w.From, To: w.To,
	}, names)
	if err := saveRecord(ctx, r.opts.State, source, next, rev); err != nil {
		return "", err
	}
	for _, name := range names {
		first, err := r.firstTask(ctx, next.Run, name)
		if err != nil {
			return "", err
		}
		if err := r.putTask(ctx, first); err != nil {
			return "", err
		}
	}
	if err := r.opts.Runs.WriteRuns(ctx, []social.Run{next.Run}); err != nil {
		// The run goes on: it is written again, whole, at its end, and that must
		// succeed.
		r.opts.Log.WarnContext(ctx, "a run that began could not be listed", "source", source, "error", err)
	}
	return next.Run.ID, nil
}

func (r *Runner) lookup(source string) (social.Source, Adapter, error) {
	src, ok := r.sources[source]
	if !ok {
		return social.Source{}, nil, social.Errorf(social.CodeNotFound, "crawler: there is no source %q in the configuration", source)
	}
	adapter, ok := r.adapters[src.Platform]
	if !ok {
		return social.Source{}, nil, social.Errorf(social.CodeInvalid, "crawler: source %s: platform %q is not known", source, src.Platform)
	}
	return src, adapter, nil
}

// laneNames asks the adapter for the lanes of src.
func laneNames(adapter Adapter, src social.Source) (names []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			names, err = nil, social.Errorf(social.CodeBroken, "crawler: lanes of source %s: the adapter panicked: %v", src.Name, p)
		}
	}()
	names = adapter.Lanes(src)
	if len(names) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "crawler: source %s names nothing to read", src.Name)
	}
	return names, nil
}

// Resume puts what a crash kept back: lanes of active runs that have no message,
// and finished runs not yet handed to Runs. It is called once at the start, and
// at any other time does no harm.
func (r *Runner) Resume(ctx context.Context) error {
	names, err := r.recorded(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, name := range names {
		faults = append(faults, r.recover(ctx, name), r.report(ctx, name))
	}
	return errors.Join(faults...)
}

// recover puts the lanes of an active run that have not ended and have no
// message. A message stays until its lane's end is recorded, so a lane is only
// lost when it is still pending after its message was found missing. A stream
// has no messages: its run ended with the process that listened.
func (r *Runner) recover(ctx context.Context, source string) error {
	if r.IsStream(source) {
		return r.closeStretch(ctx, source)
	}
	known, _, err := loadRecord(ctx, r.opts.State, source)
	if err != nil || !known.active() {
		return err
	}
	for _, lane := range known.Lanes {
		if lane.State != "" {
			continue
		}
		there, err := r.opts.Lanes.Has(ctx, laneKey(source, lane.Lane))
		if err != nil {
			return err
		}
		if there {
			continue
		}
		if err := r.restart(ctx, source, lane.Lane); err != nil {
			return err
		}
	}
	return nil
}

// restart puts the first task of a lane of the active run, if it has not ended.
func (r *Runner) restart(ctx context.Context, source, lane string) error {
	known, _, err := loadRecord(ctx, r.opts.State, source)
	if err != nil {
		return err
	}
	if known.pending(known.Run.ID, lane) == nil {
		return nil
	}
	first, err := r.firstTask(ctx, known.Run, lane)
	if err != nil {
		return err
	}
	return r.putTask(ctx, first)
}
