package pipeline

import (
	"context"
	"log/slog"
	"time"
)

// Retry hands tasks back to the queue, because of why, to be repeated after the
// time that Options.Backoff says. Where why is no outage, several are repeated each for
// itself, and one that failed so for the Options.Attempts-th time is parked. At the end
// of ctx, which is nobody's fault, nothing is logged.
func (w *Worker[T]) Retry(ctx context.Context, why error, tasks ...*Task[T]) {
	w.logRetry(ctx, why, tasks)
	w.Repeat(ctx, why, tasks...)
}

// Repeat is Retry for what the caller has logged.
func (w *Worker[T]) Repeat(ctx context.Context, why error, tasks ...*Task[T]) {
	switch {
	case len(tasks) == 0:
	case ctx.Err() != nil || IsOutage(why):
		for _, task := range tasks {
			w.handBack(ctx, task, w.opts.Backoff(task.Attempt))
		}
	case len(tasks) == 1:
		w.blame(ctx, why, tasks[0])
	default:
		for _, task := range tasks {
			w.suspects.add(task.sequence, 0)
			w.handBack(ctx, task, 0)
		}
	}
}

// RetryAfter is Retry with a time of the caller's. Without a reason nothing is
// logged.
func (w *Worker[T]) RetryAfter(ctx context.Context, wait time.Duration, why error, task *Task[T]) {
	if why != nil {
		w.logRetry(ctx, why, []*Task[T]{task}, "in", wait)
	}
	w.handBack(ctx, task, wait)
}

func (w *Worker[T]) logRetry(ctx context.Context, why error, tasks []*Task[T], more ...any) {
	if ctx.Err() != nil || len(tasks) == 0 {
		return
	}
	about := append([]any{"tasks", len(tasks), "key", tasks[0].Key, "attempt", tasks[0].Attempt}, more...)
	if w.opts.RetriedLevel < slog.LevelWarn {
		about = append(about, "kind", FaultKind(why.Error())) // what is nothing to be warned of, and common
	} else {
		about = append(about, "error", why)
	}
	w.opts.Log.Log(ctx, w.opts.RetriedLevel, w.opts.Retried, about...)
}

func (w *Worker[T]) handBack(ctx context.Context, task *Task[T], wait time.Duration) {
	err := task.receipt.Nak(wait)
	w.inHand.remove(task.receipt)
	if err != nil && ctx.Err() == nil {
		w.opts.Log.Warn(w.opts.Name+" message not handed back, it returns by itself", "key", task.Key, "error", err)
	}
}
