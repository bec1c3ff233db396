package run

import (
	"context"
	"strings"

	"earshot/crawler/record"
	"earshot/internal/social"
)

// Abandon ends a lane whose steps cannot be done, because of why, which is a fault of
// our own: its run ends with that fault, and its cursor stays, so that the next run
// reads what this one did not. The name of a lane is that of its message.
func (r *Runner) Abandon(ctx context.Context, lane string, data []byte, why error) error {
	why = social.Errorf(social.CodeInternal, "the crawl was parked, since its step failed however often it was tried: %w", why)
	t, err := decodeTask(data)
	if err == nil {
		s := &step{runner: r, task: t}
		return s.end(ctx, why)
	}
	source, name, _ := strings.Cut(lane, "/")
	known, _, err := r.records.Load(ctx, source)
	if err != nil || !known.Active() {
		return err
	}
	if err := r.records.EndLane(ctx, source, known.Run.ID, record.Ended(name, record.Counts{}, why)); err != nil {
		return err
	}
	return r.records.Report(ctx, source)
}

// Again starts a run that reads what a parked task did not: its source as it stands, or
// the window of its back-fill. It fails as Begin does.
func (r *Runner) Again(ctx context.Context, data []byte) error {
	t, err := decodeTask(data)
	if err != nil {
		return social.Errorf(social.CodeInvalid, "what is parked is no crawl that can be read: %w", err)
	}
	if t.isBackfill() {
		_, err = r.Backfill(ctx, t.Source, Window{From: t.Since, To: t.Until})
		return err
	}
	_, err = r.Begin(ctx, t.Source)
	return err
}
