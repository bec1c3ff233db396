package stream

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// ReadAll reads every message and value that queues and buckets hold, which changes
// nothing, and returns how many these are. It fails on the first that cannot be read.
func (b *Bus) ReadAll(ctx context.Context) (int, error) {
	n := 0
	names := b.js.StreamNames(ctx)
	for name := range names.Name() {
		s, err := b.js.Stream(ctx, name)
		if err != nil {
			return n, fault(ctx, "open stream "+name, err)
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
				return n, fault(ctx, fmt.Sprintf("read message %d of %s", next, name), err)
			}
			n, next = n+1, msg.Sequence
		}
	}
	if err := names.Err(); err != nil {
		return n, fault(ctx, "list streams", err)
	}
	return n, nil
}
