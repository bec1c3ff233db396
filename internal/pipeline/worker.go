package pipeline

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Worker takes messages from a queue, decodes them and has them worked on. While
// they are, it tells the queue so, however long that takes: a message in hand is
// not handed to another worker. A message is acknowledged when its task is
// finished, so that a crash at any point leaves it in the queue.
//
// A message that fails is tried again. One that fails by itself, rather than because of
// an outage (IsOutage), is parked after some attempts, and never keeps others waiting: a
// batch that fails is done again message by message, and a message that fails alone is
// cut into its pieces, so that the one at fault is found and all others are done.
type Worker[T any] struct {
	opts   workerOptions[T]
	queue  Queue
	decode func(data []byte) (T, error)

	unreadable atomic.Int64
	inHand     inHand
	suspects   suspects
}

// Task is a message that is being worked on, until the worker that made it is
// told of its end by Finish or Retry.
type Task[T any] struct {
	Key     string
	Value   T
	Attempt int
	// Repeated: part of the work may be done already; see Message.
	Repeated bool

	receipt  Receipt
	sequence uint64
	// readable: Value is what the message says.
	readable bool
}

// New makes a worker. decode reads a message; one that it cannot read can never
// be: it is counted and parked.
func New[T any](queue Queue, decode func(data []byte) (T, error), opts Options, handling ...Handling[T]) *Worker[T] {
	if opts.Wait == 0 {
		opts.Wait = DefaultWait
	}
	if opts.Backoff == nil {
		opts.Backoff = func(int) time.Duration { return RetryWait }
	}
	w := &Worker[T]{opts: workerOptions[T]{Options: opts}, queue: queue, decode: decode, inHand: inHand{receipts: map[Receipt]string{}}}
	for _, h := range handling {
		w.opts.Handling = h
	}
	return w
}

// Run hands batches of tasks to do until ctx ends. do may return before the tasks
// are finished. A queue out of reach, as a NATS of one's own is while it
// restarts, is logged and asked again after a pause.
func (w *Worker[T]) Run(ctx context.Context, do func(ctx context.Context, tasks []*Task[T])) {
	var running sync.WaitGroup
	running.Go(func() { w.inHand.keepAlive(ctx, w.queue.AckWait()/heartbeats, w.opts.Log) })
	for range max(1, w.opts.Workers) {
		running.Go(func() {
			for ctx.Err() == nil {
				err := w.take(ctx, do)
				if err == nil || ctx.Err() != nil {
					continue
				}
				w.opts.Log.Warn("stream out of reach, will try again", "what", w.opts.Name, "error", err)
				pause(ctx, RetryWait)
			}
		})
	}
	running.Wait()
}

// take works on the messages that wait: a batch of them, or one after the other.
func (w *Worker[T]) take(ctx context.Context, do func(context.Context, []*Task[T])) error {
	if w.opts.Batch == 0 && w.opts.Limit == nil {
		return w.queue.Each(ctx, func(m Message) {
			if tasks := w.accept(ctx, m); len(tasks) > 0 {
				w.attempt(ctx, do, tasks)
			}
		})
	}
	most := w.opts.Batch
	if w.opts.Limit != nil {
		var err error
		if most, err = w.opts.Limit(ctx); err != nil || most == 0 {
			return err
		}
	}
	tasks, err := w.gather(ctx, most)
	if err != nil {
		return err
	}
	for _, tasks := range w.alone(tasks) {
		w.attempt(ctx, do, tasks)
	}
	return nil
}

// gather takes a batch: up to most messages, as often as there are so many and they are
// not enough.
func (w *Worker[T]) gather(ctx context.Context, most int) ([]*Task[T], error) {
	messages, err := w.queue.Fetch(ctx, most, w.opts.Wait)
	if err != nil {
		return nil, err
	}
	tasks := w.accept(ctx, messages...)
	var values []T
	bytes, counted := 0, 0
	for w.opts.Enough != nil && len(messages) == most && ctx.Err() == nil {
		for _, m := range messages {
			bytes += len(m.Data)
		}
		for ; counted < len(tasks); counted++ {
			values = append(values, tasks[counted].Value)
		}
		if w.opts.Enough(values, bytes) {
			break
		}
		// A fault here shows when messages are taken next, and those in hand are not
		// given up for it.
		if messages, err = w.queue.Fetch(ctx, most, 0); err != nil {
			break
		}
		tasks = append(tasks, w.accept(ctx, messages...)...)
	}
	return tasks, nil
}

// attempt has tasks worked on. A panic is a failure of those not finished by then.
func (w *Worker[T]) attempt(ctx context.Context, do func(context.Context, []*Task[T]), tasks []*Task[T]) {
	if w.opts.Gate != nil {
		w.opts.Gate(ctx)
	}
	if ctx.Err() != nil {
		return // what is in hand comes again
	}
	err := Guard(func() error { do(ctx, tasks); return nil })
	if err == nil {
		return
	}
	var left []*Task[T]
	for _, task := range tasks {
		if w.inHand.has(task.receipt) {
			left = append(left, task)
		}
	}
	w.Retry(ctx, err, left...)
}

// accept takes messages in hand and decodes them, on every core.
func (w *Worker[T]) accept(ctx context.Context, messages ...Message) []*Task[T] {
	for _, m := range messages {
		w.inHand.add(m)
	}
	tasks, faults := make([]*Task[T], len(messages)), make([]error, len(messages))
	OnEveryCore(len(messages), func(i int) {
		m := messages[i]
		tasks[i] = &Task[T]{Key: m.Key, Attempt: m.Attempt, Repeated: m.Repeated, receipt: m.Receipt, sequence: m.Sequence}
		if faults[i] = m.Fault; m.Fault == nil {
			faults[i] = Guard(func() (err error) { tasks[i].Value, err = w.decode(m.Data); return err })
		}
		tasks[i].readable = faults[i] == nil
	})
	readable := tasks[:0]
	for i, task := range tasks {
		if faults[i] == nil {
			readable = append(readable, task)
			continue
		}
		w.setAside(ctx, task, faults[i])
	}
	return readable
}

// setAside parks a message that cannot be read.
func (w *Worker[T]) setAside(ctx context.Context, task *Task[T], why error) {
	err := w.park(ctx, task, suspect{first: time.Now()}, fmt.Errorf("it cannot be read: %w", why))
	if err != nil {
		w.Retry(ctx, err, task)
		return
	}
	w.unreadable.Add(1)
}

// Unreadable counts the messages that could not be decoded.
func (w *Worker[T]) Unreadable() int64 { return w.unreadable.Load() }

// InHand counts the tasks that are not finished.
func (w *Worker[T]) InHand() int { return w.inHand.count() }

// Finish says that tasks are done, and what came of them is durable. One that
// cannot be acknowledged is repeated, which must change nothing.
func (w *Worker[T]) Finish(ctx context.Context, tasks ...*Task[T]) {
	w.suspects.finished.Store(time.Now().UnixNano())
	for _, task := range tasks {
		w.suspects.forget(task.sequence)
	}
	w.acknowledge(ctx, tasks...)
}

func (w *Worker[T]) acknowledge(ctx context.Context, tasks ...*Task[T]) {
	for _, task := range tasks {
		var err error
		if w.opts.Unconfirmed {
			err = task.receipt.Done()
		} else {
			err = task.receipt.Ack(ctx)
		}
		w.inHand.remove(task.receipt)
		if err != nil && ctx.Err() == nil {
			w.opts.Log.Warn(w.opts.Name+" message not acknowledged, it will be repeated", "key", task.Key, "error", err)
		}
	}
}
