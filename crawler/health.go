package crawler

import (
	"context"
	"fmt"

	"earshot/crawler/schedule"
	"earshot/internal/social"
)

// Health returns the health of every configured source, in order, from the
// state. Stored is not known here; Recent holds the latest runs the state
// remembers, the last ten at most.
func (r *Runner) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all := make([]social.SourceHealth, 0, len(r.opts.Sources))
	for _, src := range r.opts.Sources {
		known, _, err := loadRecord(ctx, r.opts.State, src.Name)
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
		if known.Run.ID != "" {
			last := known.Run
			health.State, health.Last = last.State, &last
			health.Recent = append([]social.Run{last}, known.Recent...)
			health.Recent = health.Recent[:min(len(health.Recent), recentRuns)]
		}
		all = append(all, health)
	}
	return all, nil
}
