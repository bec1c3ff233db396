// Package sourceservice tells the dashboard of the sources and lets it start their
// runs.
package sourceservice

import (
	"context"
	"time"

	"earshot/crawler/run"
	"earshot/crawler/schedule"
	"earshot/internal/social"
)

// SourceService is what the dashboard may know of and do with the sources.
type SourceService struct {
	Runner    *run.Runner
	Scheduler *schedule.Scheduler
	History   *History
	// Held adds to the health of sources what of them is held back; it may be nil.
	Held func(ctx context.Context, all []social.SourceHealth) error
}

// Health is the health of every source, in the order of the configuration.
func (s SourceService) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all, err := s.Runner.Health(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.History.Add(ctx, all, time.Now()); err != nil || s.Held == nil {
		return all, err
	}
	return all, s.Held(ctx, all)
}

// Listened is who listened since when, with the gaps since from.
func (s SourceService) Listened(ctx context.Context, from time.Time) (social.Listened, error) {
	return s.History.Store.Listened(ctx, from, time.Now())
}

// Begin starts a run of a source; CodeConflict while one is under way.
func (s SourceService) Begin(ctx context.Context, source string) (runID string, err error) {
	return s.Scheduler.RunNow(ctx, source)
}
