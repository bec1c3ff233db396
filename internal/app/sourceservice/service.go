// Package sourceservice tells the dashboard of the sources and lets it start their
// runs.
package sourceservice

import (
	"context"
	"errors"
	"slices"
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
	// Held are sentences, by source, about what of a source is held back; it may be nil.
	Held func(ctx context.Context) (map[string][]string, error)
	// Configured is how the sources stand as far as the configuration tells, in its
	// order, for when the streams do not answer. It may be nil.
	Configured func(now time.Time) []social.SourceHealth
	// Down tells whether the streams are known not to answer. It may be nil.
	Down func() bool

	// live is how the runs stand, past the same with what is stored of them.
	live, past shared[[]social.SourceHealth]
}

const (
	// streamsWait is how long the streams are waited for where the rest can be told
	// without them.
	streamsWait = 700 * time.Millisecond
	// roomToTell is what is left of a reader's patience to tell what is known.
	roomToTell = 300 * time.Millisecond
	// askWait is how long what readers share is asked for at most.
	askWait = time.Minute
)

// Health is the health of every source, in the order of the configuration. Where the
// streams do not answer it is what is stored of them. Where the storage does not, it is
// what the streams know, with an error. Readers who ask in the same moment share the
// answer, which nobody may change.
func (s *SourceService) Health(ctx context.Context) ([]social.SourceHealth, error) {
	now := time.Now()
	asking, cancel := ctx, context.CancelFunc(func() {})
	if end, ok := ctx.Deadline(); ok {
		asking, cancel = context.WithDeadline(ctx, end.Add(-min(roomToTell, time.Until(end)/4)))
	}
	defer cancel()
	all, err := s.past.get(asking, askWait, func(ctx context.Context) ([]social.SourceHealth, error) {
		all, err := s.underWay(ctx, now)
		if err != nil {
			return nil, err
		}
		all = slices.Clone(all)
		return all, s.History.Add(ctx, all, now)
	})
	if err != nil {
		all, met := s.underWay(ctx, now)
		if met != nil {
			return nil, met
		}
		all = slices.Clone(all)
		for i := range all {
			all[i].PastUnknown = true
		}
		return all, err
	}
	return s.withHeld(ctx, all)
}

// withHeld adds what is held back, as far as the streams tell.
func (s *SourceService) withHeld(ctx context.Context, all []social.SourceHealth) ([]social.SourceHealth, error) {
	if s.Held == nil || s.Configured != nil && s.Down != nil && s.Down() {
		return all, nil
	}
	asking, cancel := ctx, context.CancelFunc(func() {})
	if s.Configured != nil {
		asking, cancel = context.WithTimeout(ctx, streamsWait)
	}
	defer cancel()
	held, err := s.Held(asking)
	if err != nil {
		told := s.Configured != nil && ctx.Err() == nil && (asking.Err() != nil || social.CodeOf(err) == social.CodeUnavailable)
		if told {
			return all, nil
		}
		return all, err
	}
	return AddHeld(all, held), nil
}

// AddHeld is the health of sources with what of them is held back, by source.
func AddHeld(all []social.SourceHealth, held map[string][]string) []social.SourceHealth {
	if len(held) == 0 {
		return all
	}
	all = slices.Clone(all)
	for i := range all {
		all[i].Held = slices.Concat(all[i].Held, held[all[i].Source])
	}
	return all
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
	all, err := s.live.get(asking, askWait, s.Runner.Health)
	if err != nil && !errors.Is(ctx.Err(), context.Canceled) { // who has no more time is told what is configured
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
	defer s.past.forget()
	defer s.live.forget()
	return s.Scheduler.RunNow(ctx, source)
}
