package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"earshot/crawler/clock"
	"earshot/internal/social"
)

const (
	// longestSleep limits a wait, so that a changed clock is soon noticed.
	longestSleep = time.Minute
	// retryAfter is the wait before a run that could not begin is tried again.
	retryAfter = time.Minute
)

// State keeps the times of the next runs; Get returns nil for an absent key.
type State interface {
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	Put(ctx context.Context, key string, value []byte) error
}

// Options are what a Scheduler works with; all but Clock and Log are required.
type Options struct {
	// Sources are those to schedule; one with an empty Schedule runs on demand
	// only.
	Sources []social.Source
	// Begin starts a run; social.CodeConflict means that one is active.
	Begin func(ctx context.Context, source string) (runID string, err error)
	State State
	// Clock is the system's when nil.
	Clock clock.Clock
	// Log is slog.Default when nil.
	Log *slog.Logger
}

// Scheduler begins runs when they are due. When a run is due is stored in the
// state, so a restart neither forgets nor repeats one; a source that was due
// while no process ran, once or many times, is crawled once at the start.
type Scheduler struct {
	opts  Options
	plans map[string]Plan

	mu sync.Mutex
	// due is when each source is due next.
	due     map[string]time.Time
	skipped map[string]int64
}

// entry is what the state keeps of one source.
type entry struct {
	Next time.Time `json:"next"`
	// Plan is the schedule Next was computed from.
	Plan string `json:"plan"`
}

// New returns a Scheduler. Its error joins the faults of all schedules.
func New(opts Options) (*Scheduler, error) {
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	s := &Scheduler{opts: opts, plans: map[string]Plan{}, due: map[string]time.Time{}, skipped: map[string]int64{}}
	var faults []error
	for _, src := range opts.Sources {
		if src.Schedule == "" {
			continue
		}
		plan, err := Parse(src.Schedule)
		if err != nil {
			faults = append(faults, fmt.Errorf("source %s: %w", src.Name, err))
			continue
		}
		s.plans[src.Name] = plan
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return s, nil
}

// Run begins runs as they come due, until ctx ends, whose cause it returns.
func (s *Scheduler) Run(ctx context.Context) error {
	if err := s.load(ctx); err != nil {
		return err
	}
	var last time.Time
	for {
		now := s.opts.Clock.Now()
		if now.Round(0).Before(last) {
			s.bound(now)
		}
		last = now.Round(0) // without the reading of the clock that only goes forward
		wait := longestSleep
		for _, src := range s.opts.Sources {
			at, ok := s.dueAt(src.Name)
			if !ok {
				continue
			}
			if !at.After(now) {
				if err := s.begin(ctx, src, now); err != nil {
					return err
				}
				if err := s.keep(ctx, src); err != nil {
					// Runs continue by the time in memory; only a restart may
					// crawl this source once more.
					s.opts.Log.ErrorContext(ctx, "the time of the next run could not be kept", "source", src.Name, "error", err)
				}
				at, _ = s.dueAt(src.Name)
			}
			wait = min(wait, at.Sub(now))
		}
		if err := s.opts.Clock.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// load reads the times that the last process stored. A new source is due at
// once; one whose schedule has changed is due by the new schedule, and none later
// than its schedule says from now.
func (s *Scheduler) load(ctx context.Context) error {
	now := s.opts.Clock.Now()
	for _, src := range s.opts.Sources {
		plan, ok := s.plans[src.Name]
		if !ok {
			continue
		}
		stored, err := load(ctx, s.opts.State, src.Name)
		if err != nil {
			return err
		}
		at := stored.Next
		if latest := plan.After(now, src.Name); at.After(latest) || stored.Plan != src.Schedule && at.After(now) {
			// The schedule has changed, or the clock that showed the time of before was ahead.
			at = latest
		}
		if at.IsZero() {
			at = now
		}
		s.setDue(src.Name, at)
	}
	return nil
}

// bound lets no source wait longer than its plan says from now: the clock was put back.
func (s *Scheduler) bound(now time.Time) {
	s.opts.Log.Warn("the clock was put back; sources are due as their schedules say from now", "now", now)
	for name, plan := range s.plans {
		if at, ok := s.dueAt(name); ok {
			if latest := plan.After(now, name); at.After(latest) {
				s.setDue(name, latest)
			}
		}
	}
}

// begin starts a source's run and decides when the next is due. That time is
// stored after the run began: dying in between begins the run again, which
// fails while it is active.
func (s *Scheduler) begin(ctx context.Context, src social.Source, now time.Time) error {
	next := s.plans[src.Name].After(now, src.Name)
	_, err := s.opts.Begin(ctx, src.Name)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case social.CodeOf(err) == social.CodeConflict:
		s.mu.Lock()
		s.skipped[src.Name]++
		s.mu.Unlock()
		s.opts.Log.InfoContext(ctx, "a run is left out because the one before is not over", "source", src.Name)
	default:
		s.opts.Log.ErrorContext(ctx, "a run could not begin", "source", src.Name, "error", err)
		if again := now.Add(retryAfter); again.Before(next) {
			next = again
		}
	}
	s.setDue(src.Name, next)
	return nil
}

// keep stores when src is due.
func (s *Scheduler) keep(ctx context.Context, src social.Source) error {
	at, _ := s.dueAt(src.Name)
	data, err := json.Marshal(entry{Next: at, Plan: src.Schedule})
	if err != nil {
		return fmt.Errorf("schedule: save %s: %w", src.Name, err)
	}
	if err := s.opts.State.Put(ctx, key(src.Name), data); err != nil {
		return fmt.Errorf("schedule: save %s: %w", src.Name, err)
	}
	return nil
}

// RunNow begins a run of source at once; its scheduled runs stay where they are.
// It fails with social.CodeConflict while one is active.
func (s *Scheduler) RunNow(ctx context.Context, source string) (runID string, err error) {
	return s.opts.Begin(ctx, source)
}

// Skipped counts the runs of source that were left out since the start because
// the previous run was still active.
func (s *Scheduler) Skipped(source string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.skipped[source]
}

// Next is when source is due; zero when it is not scheduled.
func (s *Scheduler) Next(ctx context.Context, source string) (time.Time, error) {
	if at, ok := s.dueAt(source); ok {
		return at, nil
	}
	if _, ok := s.plans[source]; !ok {
		return time.Time{}, nil
	}
	return Next(ctx, s.opts.State, source)
}

// Next is when a source is due, as a Scheduler last stored it; zero when none
// did.
func Next(ctx context.Context, state State, source string) (time.Time, error) {
	stored, err := load(ctx, state, source)
	return stored.Next, err
}

func (s *Scheduler) dueAt(source string) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.due[source]
	return at, ok
}

func (s *Scheduler) setDue(source string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.due[source] = at
}

func key(source string) string { return "schedule/" + source }

func load(ctx context.Context, state State, source string) (entry, error) {
	data, _, err := state.Get(ctx, key(source))
	if err != nil {
		return entry{}, fmt.Errorf("schedule: load %s: %w", source, err)
	}
	var stored entry
	if data == nil {
		return stored, nil
	}
	if err := json.Unmarshal(data, &stored); err != nil {
		return entry{}, social.Errorf(social.CodeInternal, "schedule: load %s: %w", source, err)
	}
	return stored, nil
}
