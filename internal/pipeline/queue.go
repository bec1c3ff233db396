// Package pipeline takes work off durable queues: posts to be analysed and
// stored, lanes to be crawled, pictures to be fetched, opinions to be asked for.
// Worker is what all of them have in common; each stage of the work is a package
// below this one, which declares the little it needs of storage, crawler and
// analyzers. Package app hands these in.
package pipeline

import (
	"context"
	"time"

	"earshot/internal/social"
)

// Queue is a durable work queue that hands out messages.
type Queue interface {
	// Fetch returns up to max messages. It waits, for at most wait, only while
	// there is none; then the result is empty.
	Fetch(ctx context.Context, max int, wait time.Duration) ([]Message, error)
	// Each hands one message after the other to work, until ctx ends, which is no
	// error. It costs the server less than as many calls of Fetch.
	Each(ctx context.Context, work func(Message)) error
	// AckWait is how long a message may go without word of its Receipt before it
	// is handed out again.
	AckWait() time.Duration
}

// Message is one piece of work that a Queue handed out.
type Message struct {
	Key  string
	Data []byte
	// Sequence tells the message from every other of its queue.
	Sequence uint64
	// Attempt is 1 for the first time the message is handed out.
	Attempt int
	// Repeated says that the message may have been worked on before, in part, by a process
	// that died or failed.
	Repeated bool
	// Fault says why Data could not be had; nil where they were.
	Fault   error
	Receipt Receipt
}

// Receipt tells the queue what became of a message.
type Receipt interface {
	// Ack says that the work is done and waits until that is durable.
	Ack(ctx context.Context) error
	// Done says that the work is done and does not wait.
	Done() error
	// Nak hands the message back, to be handed out again after delay.
	Nak(delay time.Duration) error
	// Park sets the message aside, durably, because of why, and takes it off the queue.
	Park(ctx context.Context, why social.Parked) error
	// Working says that the work goes on: AckWait starts again.
	Working() error
}

// Job is a message to be put on a queue. In a queue with one message a key, a
// later one takes the place of an earlier.
type Job struct {
	Key string
	// ID, when set, makes a job that is put twice within two minutes one.
	ID   string
	Data []byte
}

// Sink is a durable work queue that takes messages.
type Sink interface {
	// Put returns when every job is durable. On an error some may be and some
	// not; putting them again is the remedy.
	Put(ctx context.Context, jobs ...Job) error
}
