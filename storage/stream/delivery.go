package stream

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

// Delivery is one message handed out to be worked on. Until Ack it belongs to
// the queue: without Ack or Working for the queue's AckWait it is handed out again.
type Delivery struct {
	Key  string
	Data []byte
	// Attempt is 1 for the first delivery. With the server inside, a restart
	// begins at 1 again.
	Attempt int
	// Repeated says that the message may have been handed out before, here or, before the
	// server inside was started anew, to a process that is gone.
	Repeated bool
	// Fault says why Data could not be read; nil where they were.
	Fault error

	queue *Queue
	msg   jetstream.Msg
}

// Fetch returns up to max messages. It returns at once with what is there, and
// waits, for at most wait, only while there is nothing; then the result is
// empty. When ctx ends first it returns ctx's error.
func (q *Queue) Fetch(ctx context.Context, max int, wait time.Duration) ([]*Delivery, error) {
	act := "fetch from queue " + q.name
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("stream: %s: %w", act, err)
	}
	got, err := q.ready(ctx, nil, max)
	if err != nil || len(got) > 0 || wait <= 0 {
		return got, fault(ctx, act, err)
	}
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	batch, err := q.consumer.Fetch(1, jetstream.FetchContext(waiting))
	if err != nil {
		if waiting.Err() != nil && ctx.Err() == nil {
			return nil, nil
		}
		return nil, fault(ctx, act, err)
	}
	if got, err = q.collect(ctx, nil, batch); len(got) == 0 {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return nil, nil
		}
		return nil, fault(ctx, act, err)
	}
	if len(got) < max {
		// What follows the first message is a bonus: a fault here shows at the
		// next Fetch, and the message in hand is not given up for it.
		got, _ = q.ready(ctx, got, max-len(got))
	}
	return got, nil
}

// ready appends up to max messages that are there now.
func (q *Queue) ready(ctx context.Context, got []*Delivery, max int) ([]*Delivery, error) {
	batch, err := q.consumer.FetchNoWait(max)
	if err != nil {
		return got, err
	}
	return q.collect(ctx, got, batch)
}

func (q *Queue) collect(ctx context.Context, got []*Delivery, batch jetstream.MessageBatch) ([]*Delivery, error) {
	for msg := range batch.Messages() {
		d, err := q.delivery(ctx, msg)
		if err != nil {
			return got, err
		}
		q.fetched.Add(1)
		got = append(got, d)
	}
	if len(got) > 0 {
		return got, nil
	}
	return nil, batch.Error()
}

func (q *Queue) delivery(ctx context.Context, msg jetstream.Msg) (*Delivery, error) {
	meta, err := msg.Metadata()
	if err != nil {
		return nil, fmt.Errorf("read the delivery's metadata: %w", err)
	}
	key, ok := tokenKey(strings.TrimPrefix(msg.Subject(), q.name+"."))
	if !ok {
		long, err := base64.RawURLEncoding.DecodeString(msg.Headers().Get(keyHeader))
		if err != nil {
			return nil, fmt.Errorf("read the key of message %d: %w", meta.Sequence.Stream, err)
		}
		key = string(long)
	}
	d := &Delivery{Key: key, Attempt: int(meta.NumDelivered), Repeated: q.isRepeated(meta, msg), queue: q, msg: msg}
	if d.Data, err = q.claimed(ctx, msg.Headers(), msg.Data()); err != nil {
		if social.CodeOf(err) != social.CodeBroken {
			return nil, err
		}
		d.Fault = err
	}
	return d, nil
}

func (q *Queue) isRepeated(meta *jetstream.MsgMetadata, msg jetstream.Msg) bool {
	return meta.NumDelivered > 1 || meta.Sequence.Stream <= q.ended || msg.Headers().Get(repeatedHeader) != ""
}

// Sequence tells this message from every other that was ever put on the queue.
func (d *Delivery) Sequence() uint64 {
	meta, err := d.msg.Metadata()
	if err != nil {
		return 0 // it was read before, when the message was delivered
	}
	return meta.Sequence.Stream
}

// Ack says that the work is done and waits until that is durable. A message
// that has meanwhile replaced this one under its key is not touched.
func (d *Delivery) Ack(ctx context.Context) error {
	if err := d.msg.DoubleAck(ctx); err != nil {
		return fault(ctx, "acknowledge on queue "+d.queue.name, err)
	}
	d.queue.acked.Add(1)
	return d.queue.unclaim(ctx, d.msg.Headers())
}

// Done says that the work is done, and does not wait: should the process die
// before the server has read it, the message is handed out again. It is for work
// that leaves nothing to do the second time.
func (d *Delivery) Done() error {
	if err := d.msg.Ack(); err != nil {
		return fault(context.Background(), "acknowledge on queue "+d.queue.name, err)
	}
	d.queue.acked.Add(1)
	return d.queue.unclaim(context.Background(), d.msg.Headers())
}

// Nak hands the message back, to be delivered again after delay.
func (d *Delivery) Nak(delay time.Duration) error {
	var err error
	if delay > 0 {
		err = d.msg.NakWithDelay(delay)
	} else {
		err = d.msg.Nak()
	}
	if err != nil {
		return fault(context.Background(), "hand back to queue "+d.queue.name, err)
	}
	d.queue.nacked.Add(1)
	return nil
}

// Working says that the work goes on: the queue's AckWait starts again.
func (d *Delivery) Working() error {
	return fault(context.Background(), "extend on queue "+d.queue.name, d.msg.InProgress())
}
