package pipeline

import (
	"context"
	"log/slog"
	"time"
)

const (
	// RetryWait is how long a task that failed is left alone at first.
	RetryWait = 2 * time.Second
	// DefaultWait is how long a worker waits for a message before it looks
	// whether it is to end.
	DefaultWait = time.Second
	// heartbeats is how many heartbeats fit into the time after which the queue
	// hands a message to another worker.
	heartbeats = 3
)

// Options say how a Worker takes messages and what it logs.
type Options struct {
	// Name is what the queue holds, in the log.
	Name string
	// Workers is how many take messages side by side; 0 is 1.
	Workers int
	// Batch is how many messages one of them takes at once, and again where
	// Handling.Enough says so. With 0 they come one by one on one subscription.
	Batch int
	// Wait is how long to wait for the first message of a batch; 0 is DefaultWait.
	Wait time.Duration
	// Limit, when set, is asked before each batch how many messages to take,
	// instead of Batch. It waits while there is no use in taking any, and returns 0
	// to be asked again.
	Limit func(ctx context.Context) (int, error)
	// Backoff is how long a message is left alone that failed the attempt-th time;
	// nil is RetryWait each time.
	Backoff func(attempt int) time.Duration
	// Retried is the line logged when tasks are handed back, at RetriedLevel.
	Retried      string
	RetriedLevel slog.Level
	// Unconfirmed: the end of a task is not waited for. It is for work that leaves
	// nothing to do the second time.
	Unconfirmed bool
	// Attempts is how often a message fails by its own fault before it is parked; 0
	// is DefaultAttempts.
	Attempts int
	// Healthy looks whether all that the work stands on works, before a message is
	// parked while none succeeds; nil leaves that out.
	Healthy func(ctx context.Context) error
	// Gate is waited for before each piece of work, which is in hand meanwhile; nil is
	// always open.
	Gate func(ctx context.Context)
	Log  *slog.Logger
}

// Handling is what a Worker can do about messages that fail. Everything in it may be nil.
type Handling[T any] struct {
	// Cut puts the pieces of a message that holds several on its queue, each a
	// message, and returns how many they are; fewer than two are not put.
	Cut func(ctx context.Context, key string, value T) (pieces int, err error)
	// About says from which source a message is and what it holds.
	About func(key string, value T) (source, what string)
	// Enough tells whether messages with these values, of so many bytes together, are a
	// batch. While they are not and there are more, these are taken as well; nil is
	// always enough.
	Enough func(values []T, bytes int) bool
	// Abandon is told before a message is parked, to end what waits for it.
	Abandon func(ctx context.Context, key string, value T, why error) error
}

// workerOptions are all options of a Worker.
type workerOptions[T any] struct {
	Options
	Handling[T]
}
