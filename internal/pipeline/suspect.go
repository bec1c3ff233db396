package pipeline

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/social"
)

const (
	// DefaultAttempts is how often a message fails by its own fault before it is parked.
	DefaultAttempts = 5
	// stumbles is how many times as often a message fails with what may be an outage.
	stumbles = 2
	// manySuspects bounds how many messages are remembered to have failed.
	manySuspects = 10_000
)

// suspects are the messages that have failed and are not known to be innocent. They are
// remembered in memory only: after a restart a message has its attempts anew.
type suspects struct {
	mu   sync.Mutex
	byID map[uint64]*suspect
	// finished is when a message was last worked on to its end, in nanoseconds.
	finished atomic.Int64
	parked   atomic.Int64
}

// suspect is what is known of a message that failed.
type suspect struct {
	failures int
	// first is when it first failed, and last when it did so last.
	first, last time.Time
}

// of is what is known of a message; nil where it is not suspected.
func (s *suspects) of(id uint64) *suspect {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.byID[id]; known != nil {
		now := *known
		return &now
	}
	return nil
}

// add suspects a message, and counts failures of its own.
func (s *suspects) add(id uint64, failures int) suspect {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.byID) > manySuspects {
		clear(s.byID) // they are suspected again where they fail again
	}
	if s.byID == nil {
		s.byID = map[uint64]*suspect{}
	}
	known := s.byID[id]
	if known == nil {
		known = &suspect{first: time.Now()}
		s.byID[id] = known
	}
	known.failures += failures
	known.last = time.Now()
	return *known
}

func (s *suspects) forget(id uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, id)
}

// alone cuts a batch so that every message which is suspected is worked on alone.
func (w *Worker[T]) alone(tasks []*Task[T]) [][]*Task[T] {
	var batches [][]*Task[T]
	var innocent []*Task[T]
	for _, task := range tasks {
		if w.suspects.of(task.sequence) == nil {
			innocent = append(innocent, task)
			continue
		}
		batches = append(batches, []*Task[T]{task})
	}
	if len(innocent) > 0 {
		batches = append([][]*Task[T]{innocent}, batches...)
	}
	return batches
}

// blame decides about a message that failed alone, and not because of an outage. It is
// cut where it holds several pieces of work, tried again, or parked in the end.
func (w *Worker[T]) blame(ctx context.Context, why error, task *Task[T]) {
	known := w.suspects.add(task.sequence, 1)
	if w.cut(ctx, task) {
		return
	}
	if known.failures < w.attempts() || !w.othersSucceed(ctx, known) {
		w.handBack(ctx, task, w.opts.Backoff(known.failures))
		return
	}
	w.parkOrHandBack(ctx, task, known, why, w.opts.Backoff(known.failures))
}

// Stumble hands a task back that failed because of why, which may be an outage or the
// message that a server stumbles over: it counts against the message where the work on
// another one succeeded, at that time, since it failed last.
func (w *Worker[T]) Stumble(ctx context.Context, wait time.Duration, why error, task *Task[T], succeeded time.Time) {
	before := w.suspects.of(task.sequence)
	if ctx.Err() != nil || before == nil || !succeeded.After(before.last) || anyCode(why, social.CodeRateLimited) {
		if before == nil {
			w.suspects.add(task.sequence, 1)
		}
		w.RetryAfter(ctx, wait, why, task)
		return
	}
	known := w.suspects.add(task.sequence, 1)
	// A server may fail now and then; who is at fault takes longer to tell.
	if known.failures < stumbles*w.attempts() {
		w.RetryAfter(ctx, wait, why, task)
		return
	}
	w.parkOrHandBack(ctx, task, known, why, wait)
}

// attempts is how often a message fails before it is parked.
func (w *Worker[T]) attempts() int {
	if w.opts.Attempts > 0 {
		return w.opts.Attempts
	}
	return DefaultAttempts
}

// othersSucceed tells whether it is the message and not what it stands on: another one
// was worked on since it first failed, or all that work stands on is found healthy.
func (w *Worker[T]) othersSucceed(ctx context.Context, known suspect) bool {
	if w.suspects.finished.Load() > known.first.UnixNano() || w.opts.Healthy == nil {
		return true
	}
	err := w.opts.Healthy(ctx)
	if err != nil && ctx.Err() == nil {
		w.opts.Log.Warn(w.opts.Name+" fails because of what it stands on, and waits for that", "error", err)
	}
	return err == nil
}

// cut puts the pieces of a message back as messages of their own.
func (w *Worker[T]) cut(ctx context.Context, task *Task[T]) bool {
	if w.opts.Cut == nil {
		return false
	}
	pieces, err := w.opts.Cut(ctx, task.Key, task.Value)
	if err != nil && ctx.Err() == nil {
		w.opts.Log.Warn(w.opts.Name+" message not cut into its pieces, will try again", "key", task.Key, "error", err)
	}
	if err != nil || pieces < 2 {
		return false
	}
	w.opts.Log.Info(w.opts.Name+" message cut into its pieces, to find the one that fails", "key", task.Key, "pieces", pieces)
	w.suspects.forget(task.sequence)
	w.acknowledge(ctx, task)
	return true
}

// parkOrHandBack sets a message aside, or hands it back where that fails.
func (w *Worker[T]) parkOrHandBack(ctx context.Context, task *Task[T], known suspect, why error, wait time.Duration) {
	err := w.park(ctx, task, known, why)
	if err == nil {
		return
	}
	if ctx.Err() == nil {
		w.opts.Log.Warn(w.opts.Name+" message not parked, will try again", "key", task.Key, "error", err)
	}
	w.handBack(ctx, task, wait)
}

// park sets a message aside.
func (w *Worker[T]) park(ctx context.Context, task *Task[T], known suspect, why error) error {
	noted := social.Parked{What: "message of the " + w.opts.Name + " stream for " + task.Key, Attempts: max(1, known.failures), Error: why.Error(), First: known.first.UTC()}
	if w.opts.About != nil && task.readable {
		noted.Source, noted.What = w.opts.About(task.Key, task.Value)
	}
	if w.opts.Abandon != nil && task.readable {
		if err := w.opts.Abandon(ctx, task.Key, task.Value, why); err != nil {
			return err
		}
	}
	err := Guard(func() error { return task.receipt.Park(ctx, noted) })
	if err != nil {
		return err
	}
	w.inHand.remove(task.receipt)
	w.suspects.forget(task.sequence)
	w.suspects.parked.Add(1)
	more := []any{"what", noted.What, "source", noted.Source, "attempts", noted.Attempts, "error", why}
	if p, ok := errors.AsType[*Panicked](why); ok {
		more = append(more, "stack", string(p.Stack))
	}
	w.opts.Log.Error(w.opts.Name+" message parked: earshot parked and the Sources page list it", more...)
	return nil
}

// Parked counts the messages that were parked.
func (w *Worker[T]) Parked() int64 { return w.suspects.parked.Load() }
