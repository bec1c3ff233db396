package run

import (
	"context"
	"fmt"

	"earshot/crawler/record"
	"earshot/crawler/schedule"
	"earshot/internal/social"
)

// Health returns the health of every configured source, in order, from the
// state. Stored is left unset; Recent holds the latest runs in the state, ten
// at most.
func (r *Runner) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all := make([]social.SourceHealth, 0, len(r.sources.Sources()))
	for _, src := range r.sources.Sources() {
		known, _, err := r.records.Load(ctx, src.Name)
		if err != nil {
			return nil, err
		}
		next, err := schedule.Next(ctx, r.opts.State, src.Name)
		if err != nil {
			return nil, fmt.Errorf("crawler: health of %s: %w", src.Name, err)
		}
		health := social.SourceHealth{
			Source: src.Name, Platform: src.Platform, State: social.SourceNew,
			LastSuccess: known.LastSuccess, Next: next, Coverage: src.Coverage,
		}
		// A finished back-fill says nothing about the health of the source.
		if known.Active() || known.Run.ID != "" && !known.Run.Backfill() {
			health.Recent = append(health.Recent, known.Run)
		}
		for _, run := range known.Recent {
			if !run.Backfill() && len(health.Recent) < record.RecentRuns {
				health.Recent = append(health.Recent, run)
			}
		}
		if len(health.Recent) > 0 {
			last := health.Recent[0]
			health.State, health.Last = last.State, &last
		}
		if health.Backfill, err = r.Progress(ctx, src.Name); err != nil {
			return nil, err
		}
		all = append(all, health)
	}
	return all, nil
}
