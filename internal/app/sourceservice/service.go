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
	// Configured is how the sources stand as far as the configuration tells, in its
	// order, for when the streams do not answer. It may be nil.
	Configured func(now time.Time) []social.SourceHealth
	// Down tells whether the streams are known not to answer. It may be nil.
	Down func() bool

	live live
}

const (
	// streamsWait is how long the streams are waited for where the rest can be told
	// without them.
	streamsWait = 700 * time.Millisecond
	// roomToTell is what is left of a reader's patience to tell what is known.
	roomToTell = 300 * time.Millisecond
)

// Health is the health of every source, in the order of the configuration. Where the
// streams do not answer it is what is stored of them. Where the storage does not, it is
// what the streams know, with an error.
func (s *SourceService) Health(ctx context.Context) ([]social.SourceHealth, error) {
	now := time.Now()
	all, err := s.underWay(ctx, now)
	if err != nil {
		return nil, err
	}
	asking, cancel := ctx, context.CancelFunc(func() {})
	if end, ok := ctx.Deadline(); ok {
		asking, cancel = context.WithDeadline(ctx, end.Add(-min(roomToTell, time.Until(end)/4)))
	}
	defer cancel()
	if err := s.History.Add(asking, all, now); err != nil {
		for i := range all {
			all[i].PastUnknown = true
		}
		return all, err
	}
	return all, s.held(ctx, all)
}

// held adds what is held back, as far as the streams tell.
func (s *SourceService) held(ctx context.Context, all []social.SourceHealth) error {
	if s.Held == nil {
		return nil
	}
	if s.Configured == nil {
		return s.Held(ctx, all)
	}
	if s.Down != nil && s.Down() {
		return nil
	}
	asking, cancel := context.WithTimeout(ctx, streamsWait)
	defer cancel()
	if err := s.Held(asking, all); err != nil && (ctx.Err() != nil || asking.Err() == nil && social.CodeOf(err) != social.CodeUnavailable) {
		return err
	}
	return nil
}

// underWay is what the streams know of the sources, or what is configured of them.
func (s *SourceService) underWay(ctx context.Context, now time.Time) ([]social.SourceHealth, error) {
	if s.Configured == nil {
		return s.Runner.Health(ctx)
	}
	if s.Down != nil && s.Down() {
		return s.Configured(now), nil
	}
	asking, cancel := context.WithTimeout(ctx, streamsWait)
	defer cancel()
	all, err := s.live.get(asking, s.Runner.Health)
	if err != nil && ctx.Err() == nil {
		return s.Configured(now), nil
	}
	return all, err
}

// Listened is who listened since when, with the gaps since from.
func (s *SourceService) Listened(ctx context.Context, from time.Time) (social.Listened, error) {
	// Readers who ask in the same moment get the same answer.
	return s.History.Store.Listened(ctx, from, time.Now().Truncate(liveFor))
}

// Begin starts a run of a source; CodeConflict while one is under way.
func (s *SourceService) Begin(ctx context.Context, source string) (runID string, err error) {
	defer s.live.forget()
	return s.Scheduler.RunNow(ctx, source)
}
