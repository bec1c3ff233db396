// Package stream holds work that must not be lost: the queues between
// crawling, analysing and fetching pictures, and the small key-value state that
// coordinates them. Both are NATS JetStream: a server inside this process that
// opens no port and keeps its files in a folder, or an outside server or
// cluster, with the same code and the same promises.
//
// What Put, Update and Ack report as done is written to the operating system
// before they return, so killing the process at any moment loses none of it. A
// message is delivered at least once: again when it was not acknowledged in
// time, and, with the server inside, at once after a restart.
package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

const (
	// replyTimeout bounds one exchange with the server when the caller's
	// context sets no earlier deadline.
	replyTimeout = 30 * time.Second
	// drainTimeout is how long Close waits for what is already under way.
	drainTimeout = 5 * time.Second
)

// Options say which server a Bus uses.
type Options struct {
	// Dir is where the server inside this process keeps its files. One process
	// at a time holds it. Unused when URL is set.
	Dir string
	// URL is an outside NATS server or a comma-separated list of a cluster's
	// ("nats://host:4222"); empty starts the server inside this process.
	URL string
	// Attach reaches the server inside the process that holds Dir, where another one
	// does, instead of failing.
	Attach bool
	// Brief names the command that opens the streams if that ends by itself and leaves
	// them as they are: those who find it at them wait for its end.
	Brief string
	// Replicas is how many servers of an outside cluster keep each message, 1
	// to 5; 0 is 1. The server inside this process is always alone.
	Replicas int
	// Version names the program, for a folder that an older one is to refuse.
	Version string
	// AckWait is how long a delivery may go without Ack or Working before the
	// message is delivered again; 0 is DefaultAckWait.
	AckWait time.Duration
	// Log receives what the server and the connection have to say: warnings and
	// errors at their own level, everything else at debug. Nil discards it.
	Log *slog.Logger
}

// Bus is the connection to the queues and buckets. It is safe for concurrent use.
type Bus struct {
	// Crawl holds at most one message a key: the next step of a crawl's lane.
	// Putting another under the key replaces it in one step.
	Crawl *Queue
	// Posts holds pages of posts that wait to be analysed and stored.
	Posts *Queue
	// Media holds pictures that wait to be fetched, at most one message a key.
	Media *Queue
	// Opinions holds posts that wait for a second opinion, at most one message a key.
	Opinions *Queue

	// Parking holds the messages of all queues that could not be worked on.
	Parking *Parking

	js       jetstream.JetStream
	conn     *nats.Conn
	server   *server.Server // nil when the server is outside
	lock     *lock          // nil when the server is outside
	door     *door          // nil when the server is outside, or could open none
	said     *serverLog     // what the server inside had to say
	attached bool           // the server is inside another process
	posts    *Queue         // the common queue of posts
	replicas int
	// ended are the last messages of each stream when the server inside had started.
	ended map[string]uint64
	// lost is when the connection was last lost, in nanoseconds since 1970.
	lost    atomic.Int64
	ackWait time.Duration
	log     *slog.Logger

	closing sync.Once
	closed  error
}

// Open starts or reaches the server and makes sure that the queues exist. With
// the server inside, messages that a previous process fetched and did not
// acknowledge are available at once. It fails with social.CodeConflict when
// another process holds Options.Dir, and with social.CodeUnavailable when an
// outside server does not answer.
func Open(ctx context.Context, opts Options) (*Bus, error) {
	b := &Bus{replicas: max(1, opts.Replicas), ackWait: opts.AckWait, log: opts.Log}
	if b.ackWait == 0 {
		b.ackWait = DefaultAckWait
	}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	b.said = &serverLog{log: b.log}
	err := b.connect(ctx, opts)
	if err == nil {
		err = b.declare(ctx)
	}
	if err == nil && b.Embedded() {
		err = b.begin(ctx)
	}
	if err != nil && opts.URL == "" && !b.attached && ctx.Err() == nil {
		err = remedy(opts.Dir, err)
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if b.Embedded() {
		// Nothing of this process needs it.
		if b.door, err = openDoor(opts.Dir, b.server, b.log); err != nil {
			b.log.Warn("commands cannot reach these streams while this process runs", "error", err)
		}
	}
	return b, nil
}

func (b *Bus) connect(ctx context.Context, opts Options) error {
	options := []nats.Option{
		nats.Name("earshot"),
		nats.MaxReconnects(-1),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			b.log.Warn("stream connection fault", "error", err)
		}),
		nats.PingInterval(pingEvery), nats.MaxPingsOutstanding(pingsUnanswered),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			b.lost.Store(time.Now().UnixNano())
			if err != nil {
				b.log.Warn("stream connection lost", "error", err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { b.log.Info("stream connection restored") }),
	}
	address := opts.URL
	if opts.URL == "" {
		var err error
		if b.lock, err = b.claim(ctx, opts); err != nil {
			if !opts.Attach || social.CodeOf(err) != social.CodeConflict {
				return err
			}
			if err := b.attach(opts.Dir, err); err != nil {
				return err
			}
			// The address is the dialer's to know; this one is not looked up.
			address = "nats://127.0.0.1:4222"
			options = append(options, nats.SetCustomDialer(doorDialer{opts.Dir}))
		} else {
			b.replicas = 1
			if err = checkFormat(opts.Dir, opts.Version); err != nil {
				return err
			}
			if b.server, err = startServer(opts.Dir, b.said); err != nil {
				return err
			}
			options = append(options, nats.InProcessServer(b.server))
		}
	}
	conn, err := nats.Connect(address, options...)
	if err != nil {
		return unreachable(opts.URL, err)
	}
	b.conn = conn
	b.js, err = jetstream.New(conn,
		jetstream.WithDefaultTimeout(replyTimeout),
		jetstream.WithPublishAsyncTimeout(replyTimeout))
	if err != nil {
		return fmt.Errorf("stream: connect: %w", err)
	}
	return nil
}

// declare makes the queues. Every one has work-queue retention: a message
// lives until it is acknowledged, so what a stream holds is what is to be done.
func (b *Bus) declare(ctx context.Context) error {
	for _, q := range []struct {
		into        **Queue
		name        string
		onePerKey   bool
		description string
	}{
		{&b.Crawl, "crawl", true, "next step of each lane of each running crawl"},
		{&b.Posts, "posts", false, "pages of posts to analyse and store"},
		{&b.Media, "media", true, "pictures to fetch and describe"},
		{&b.Opinions, "opinions", true, "posts to ask a language model about"},
	} {
		queue, err := b.queue(ctx, q.name, q.description, q.onePerKey)
		if err != nil {
			return err
		}
		*q.into = queue
	}
	b.posts = b.Posts
	var err error
	b.Parking, err = b.parking(ctx)
	return err
}

// begin puts in order what processes left that have ended, before anybody else comes in.
func (b *Bus) begin(ctx context.Context) (err error) {
	if err := b.adoptAll(ctx); err != nil {
		return err
	}
	if err := b.sweepClaims(ctx, 0, 1); err != nil {
		b.log.Warn("room of large messages that are done with is not freed, the next start tries again", "error", err)
	}
	if b.ended, err = b.lastSequences(ctx); err != nil {
		return err
	}
	for _, q := range []*Queue{b.Crawl, b.Posts, b.Media, b.Opinions} {
		q.ended = b.ended[q.stream.CachedInfo().Config.Name]
	}
	return nil
}

// Embedded tells whether the server runs inside this process.
func (b *Bus) Embedded() bool { return b.server != nil }

// Attached tells whether the server runs inside another process of this machine.
func (b *Bus) Attached() bool { return b.attached }

// Working tells whether the server inside this process still keeps messages: one that
// could not write to its disk stops doing so for good.
func (b *Bus) Working() error {
	if why := b.said.stuck.Load(); why != nil {
		return social.Errorf(social.CodeBroken, "the streams have stopped, since they could not write to their disk (%s)", *why)
	}
	if b.server != nil && !b.server.JetStreamEnabled() {
		return social.Errorf(social.CodeBroken, "the streams have stopped, since they could not write to their disk")
	}
	return nil
}

// Close lets publishes under way finish, disconnects, and stops the server if
// it runs inside this process. Using the Bus afterwards fails with
// social.CodeUnavailable. Closing twice is harmless.
func (b *Bus) Close() error {
	b.closing.Do(func() {
		if b.door != nil {
			b.closed = b.door.close()
		}
		if b.conn != nil {
			b.closed = errors.Join(b.closed, b.drain())
			b.conn.Close()
		}
		if b.server != nil {
			b.server.Shutdown()
			b.server.WaitForShutdown()
		}
		if b.lock != nil {
			b.closed = errors.Join(b.closed, b.lock.release())
		}
	})
	return b.closed
}

func (b *Bus) drain() error {
	if b.js == nil || !b.conn.IsConnected() {
		return nil
	}
	select {
	case <-b.js.PublishAsyncComplete():
	case <-time.After(drainTimeout):
		b.log.Warn("stream closed before every publish was confirmed", "waiting", b.js.PublishAsyncPending())
	}
	if err := b.conn.FlushTimeout(drainTimeout); err != nil {
		return fmt.Errorf("stream: close: %w", err)
	}
	return nil
}
