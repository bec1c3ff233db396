package stream

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

// Each hands one message after the other to work, until ctx ends, which is no
// error. The next one is asked for when work returned, so that none waits here
// while somebody else could do it. It costs the server less than as many calls
// of Fetch, for it asks on one subscription.
func (q *Queue) Each(ctx context.Context, work func(*Delivery)) error {
	act := "receive from queue " + q.name
	waiting, err := q.consumer.Messages(jetstream.PullMaxMessages(1), jetstream.WithMessagesErrOnMissingHeartbeat(false))
	if err != nil {
		return fault(ctx, act, err)
	}
	defer q.release(waiting)
	for {
		msg, err := waiting.Next(jetstream.NextContext(ctx))
		if ctx.Err() != nil {
			if err == nil {
				// Nobody is told of a message that cannot be handed back: it
				// comes again by itself.
				_ = msg.Nak()
			}
			return nil
		}
		if err != nil {
			return fault(ctx, act, err)
		}
		d, err := q.delivery(ctx, msg)
		if err != nil {
			return fault(ctx, act, err)
		}
		q.fetched.Add(1)
		work(d)
	}
}

// release ends the waiting and hands back what arrived in the meantime.
func (q *Queue) release(waiting jetstream.MessagesContext) {
	waiting.Drain()
	for {
		msg, err := waiting.Next(jetstream.NextMaxWait(drainTimeout))
		if err != nil {
			return // nothing is left, or the connection is gone
		}
		_ = msg.Nak() // as in Each
	}
}
