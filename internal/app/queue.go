package app

import (
	"context"
	"time"

	"earshot/internal/pipeline"
	"earshot/storage/stream"
)

// Queue is a stream's queue as the pipeline takes from it and puts to it.
type Queue struct{ *stream.Queue }

// Fetch hands out up to max messages.
func (q Queue) Fetch(ctx context.Context, max int, wait time.Duration) ([]pipeline.Message, error) {
	deliveries, err := q.Queue.Fetch(ctx, max, wait)
	messages := make([]pipeline.Message, len(deliveries))
	for i, d := range deliveries {
		messages[i] = message(d)
	}
	return messages, err
}

// Each hands out one message after the other.
func (q Queue) Each(ctx context.Context, work func(pipeline.Message)) error {
	return q.Queue.Each(ctx, func(d *stream.Delivery) { work(message(d)) })
}

func message(d *stream.Delivery) pipeline.Message {
	return pipeline.Message{Key: d.Key, Data: d.Data, Sequence: d.Sequence(), Attempt: d.Attempt, Repeated: d.Repeated, Fault: d.Fault, Receipt: d}
}

// Put stores jobs.
func (q Queue) Put(ctx context.Context, jobs ...pipeline.Job) error {
	messages := make([]stream.Message, len(jobs))
	for i, j := range jobs {
		messages[i] = stream.Message{Key: j.Key, ID: j.ID, Data: j.Data}
	}
	return q.Queue.Put(ctx, messages...)
}

// Lanes lets the runner keep each lane's one message in the crawl stream.
type Lanes struct{ Queue *stream.Queue }

// Put replaces the message of a lane.
func (l Lanes) Put(ctx context.Context, lane string, task []byte) error {
	return l.Queue.Put(ctx, stream.Message{Key: lane, Data: task})
}

// Has tells whether a lane has a message.
func (l Lanes) Has(ctx context.Context, lane string) (bool, error) { return l.Queue.Has(ctx, lane) }
