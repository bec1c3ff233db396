package stream

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

// ReadAll reads every message and value that queues and buckets hold, which changes
// nothing, and returns how many these are. posts is handed the data of each message that
// waits in Posts, or in a queue of posts that is another process's own. ReadAll fails on
// the first message that cannot be read.
func (b *Bus) ReadAll(ctx context.Context, posts func(data []byte)) (int, error) {
	n := 0
	err := b.eachMessage(ctx, "", func(msg *jetstream.RawStreamMsg) error {
		n++
		if queue, _, _ := strings.Cut(msg.Subject, "."); queue != "posts" && !strings.HasPrefix(queue, "posts-") {
			return nil
		}
		data, err := b.posts.claimed(ctx, msg.Header, msg.Data)
		if social.CodeOf(err) == social.CodeBroken && b.done(ctx, msg) {
			return nil // meanwhile, and its data with it
		}
		if err == nil {
			posts(data)
		}
		return err
	})
	return n, err
}

// done tells whether a message is on its queue no more.
func (b *Bus) done(ctx context.Context, msg *jetstream.RawStreamMsg) bool {
	s, err := b.js.Stream(ctx, streamName(msg.Subject))
	if err == nil {
		_, err = s.GetMsg(ctx, msg.Sequence)
	}
	return errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrStreamNotFound)
}

// streamName is that of a queue with messages of a subject.
func streamName(subject string) string {
	queue, _, _ := strings.Cut(subject, ".")
	return "EARSHOT_" + strings.ToUpper(queue)
}

// eachMessage hands each message of the streams whose names begin with prefix to do, until
// that fails. What comes or goes meanwhile is handed out or not.
func (b *Bus) eachMessage(ctx context.Context, prefix string, do func(*jetstream.RawStreamMsg) error) error {
	names := b.js.StreamNames(ctx)
	for name := range names.Name() {
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		s, err := b.js.Stream(ctx, name)
		if err != nil {
			return fault(ctx, "open stream "+name, err)
		}
		state := s.CachedInfo().State
		if state.Msgs == 0 {
			continue
		}
		for next := state.FirstSeq; next <= state.LastSeq; next++ {
			msg, err := s.GetMsg(ctx, next, jetstream.WithGetMsgSubject(">"))
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				break // the rest was taken meanwhile
			}
			if err != nil {
				return fault(ctx, fmt.Sprintf("read message %d of %s", next, name), err)
			}
			if err := do(msg); err != nil {
				return err
			}
			next = msg.Sequence
		}
	}
	return fault(ctx, "list streams", names.Err())
}
