package stream

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go/jetstream"
)

// ReadAll reads every message and value that queues and buckets hold, which changes
// nothing, and returns how many these are. It fails on the first that cannot be read.
func (b *Bus) ReadAll(ctx context.Context) (int, error) {
	n := 0
	err := b.eachMessage(ctx, "", func(*jetstream.RawStreamMsg) error { n++; return nil })
	return n, err
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
