package stream

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// DefaultAckWait is how long a delivery may go without Ack or Working before the
// message is delivered again, unless Options.AckWait says otherwise.
const DefaultAckWait = 30 * time.Second

const (
	// maxInFlight bounds what is delivered and not acknowledged, per queue.
	maxInFlight = 8192
	// putWindow is how many publishes of one Put wait for confirmation at once.
	putWindow = 256
	// keyHeader carries, in base64url, a key too long for a subject.
	keyHeader = "Earshot-Key"
	// repeatedHeader marks a message that was handed out from another queue before.
	repeatedHeader = "Earshot-Repeated"
	// queuePrefix begins the names of the streams of queues and of parked messages.
	queuePrefix = "EARSHOT_"
	// headerRoom is kept free of MaxPayload for headers other than the key.
	headerRoom = 1 << 10
)

// Message is one piece of work.
type Message struct {
	// Key is what the work is about; any string. In a queue with one message a
	// key it is what a later message replaces.
	Key string
	// ID, when set, makes publishing idempotent: within two minutes a second
	// message with the same ID is confirmed and not stored.
	ID string
	// Data is the work itself, at most MaxData. What is more than the server takes in
	// one message is stored beside it.
	Data []byte
}

// Queue is one durable work queue. It is safe for concurrent use.
type Queue struct {
	name string
	// kind is the name without that of the process whose own it is.
	kind     string
	js       jetstream.JetStream
	stream   jetstream.Stream
	consumer jetstream.Consumer
	conn     *nats.Conn
	ackWait  time.Duration
	// ended is the last message of before the server inside was started.
	ended uint64

	replicas int

	put, fetched, acked, nacked, parked atomic.Int64
}

func (b *Bus) queue(ctx context.Context, name, description string, onePerKey bool) (*Queue, error) {
	act := "declare queue " + name
	config := jetstream.StreamConfig{
		Name:        queuePrefix + strings.ToUpper(name),
		Description: description,
		Subjects:    []string{name + ".*"},
		Retention:   jetstream.WorkQueuePolicy,
		Discard:     jetstream.DiscardOld,
		Storage:     jetstream.FileStorage,
		Replicas:    b.replicas,
	}
	if onePerKey {
		config.MaxMsgsPerSubject = 1
	}
	str, err := b.js.CreateOrUpdateStream(ctx, config)
	if err != nil {
		return nil, fault(ctx, act, err)
	}
	durable := "earshot-" + name
	if b.Embedded() {
		// No other process can be at work on what the old consumer has handed
		// out, so it is created again rather than waited for.
		if err := str.DeleteConsumer(ctx, durable); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
			return nil, fault(ctx, act, err)
		}
	}
	consumer, err := str.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable:       durable,
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       b.ackWait,
		MaxAckPending: maxInFlight,
		MaxDeliver:    -1,
	})
	if err != nil {
		return nil, fault(ctx, act, err)
	}
	return &Queue{name: name, kind: name, js: b.js, stream: str, consumer: consumer, conn: b.conn, ackWait: b.ackWait, replicas: b.replicas}, nil
}

// AckWait is how long a delivery may go without Ack or Working before the message
// is delivered again.
func (q *Queue) AckWait() time.Duration { return q.ackWait }

// Put stores the messages in order and returns when every one is durable. On an
// error some may be stored and some not; putting them again is the remedy.
func (q *Queue) Put(ctx context.Context, msgs ...Message) error {
	act := "put on queue " + q.name
	if q.conn.IsClosed() {
		return fault(ctx, act, nats.ErrConnectionClosed)
	}
	for i, m := range msgs {
		if len(m.Data) > MaxData || q.room(m) < 0 {
			return q.tooLarge(i, len(m.Data)+len(m.Key))
		}
	}
	for start := 0; start < len(msgs); start += putWindow {
		window := msgs[start:min(start+putWindow, len(msgs))]
		futures := make([]jetstream.PubAckFuture, 0, len(window))
		for _, m := range window {
			msg := q.message(m)
			if int64(len(m.Data)) > q.room(m) {
				if err := q.check(ctx, msg); err != nil {
					return err
				}
			}
			future, err := q.js.PublishMsgAsync(msg, publishOptions(m)...)
			if err != nil {
				return fault(ctx, act, err)
			}
			futures = append(futures, future)
		}
		for _, future := range futures {
			select {
			case <-future.Ok():
				q.put.Add(1)
			case err := <-future.Err():
				return fault(ctx, act, err)
			case <-ctx.Done():
				return fmt.Errorf("stream: %s: %w", act, ctx.Err())
			}
		}
	}
	return nil
}

func (q *Queue) message(m Message) *nats.Msg {
	tok, hashed := token(m.Key)
	msg := nats.NewMsg(q.name + "." + tok)
	msg.Data = m.Data
	if hashed {
		msg.Header.Set(keyHeader, base64.RawURLEncoding.EncodeToString([]byte(m.Key)))
	}
	return msg
}

func publishOptions(m Message) []jetstream.PublishOpt {
	options := []jetstream.PublishOpt{jetstream.WithStallWait(replyTimeout)}
	if m.ID != "" {
		options = append(options, jetstream.WithMsgID(m.ID))
	}
	return options
}

// Pending counts the messages not acknowledged yet, delivered ones included.
func (q *Queue) Pending(ctx context.Context) (int, error) {
	info, err := q.stream.Info(ctx)
	if err != nil {
		return 0, fault(ctx, "count queue "+q.name, err)
	}
	return int(info.State.Msgs), nil
}

// Has tells whether a message with this key is not acknowledged yet.
func (q *Queue) Has(ctx context.Context, key string) (bool, error) {
	tok, _ := token(key)
	subject := q.name + "." + tok
	info, err := q.stream.Info(ctx, jetstream.WithSubjectFilter(subject))
	if err != nil {
		return false, fault(ctx, "look into queue "+q.name, err)
	}
	return info.State.Subjects[subject] > 0, nil
}

// Stats are the state of a queue and what this process did with it.
type Stats struct {
	// Pending counts the messages not acknowledged yet, InFlight those of them
	// that are delivered, Bytes the room they take.
	Pending, InFlight int
	Bytes             uint64
	// Put, Fetched, Acked and Nacked count this process's own acts since Open.
	Put, Fetched, Acked, Nacked int64
}

// Stats asks the server for the state of the queue.
func (q *Queue) Stats(ctx context.Context) (Stats, error) {
	act := "measure queue " + q.name
	stream, err := q.stream.Info(ctx)
	if err != nil {
		return Stats{}, fault(ctx, act, err)
	}
	consumer, err := q.consumer.Info(ctx)
	if err != nil {
		return Stats{}, fault(ctx, act, err)
	}
	return Stats{
		Pending: int(stream.State.Msgs), InFlight: consumer.NumAckPending, Bytes: stream.State.Bytes,
		Put: q.put.Load(), Fetched: q.fetched.Load(), Acked: q.acked.Load(), Nacked: q.nacked.Load(),
	}, nil
}
