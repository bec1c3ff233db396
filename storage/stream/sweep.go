package stream

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go/jetstream"
)

// sweepMost is how many messages are looked through for their claims when a server
// starts; where more wait, the sweep is left to a later start.
const sweepMost = 10_000

// errTooMany ends a look through messages that would take too long.
var errTooMany = errors.New("too many messages wait")

// sweepClaims deletes the data of large messages that no message claims: a process died
// after a message was done with and before its data were deleted, or another message has
// replaced it. Nobody else may use the streams meanwhile.
func (b *Bus) sweepClaims(ctx context.Context) error {
	const act = "look for data of large messages that are done with"
	store, err := b.js.ObjectStore(ctx, claimStore)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil
	}
	if err != nil {
		return fault(ctx, act, err)
	}
	objects, err := store.List(ctx)
	if errors.Is(err, jetstream.ErrNoObjectsFound) {
		return nil
	}
	if err != nil {
		return fault(ctx, act, err)
	}
	claimed := map[string]bool{}
	looked := 0
	err = b.eachMessage(ctx, queuePrefix, func(msg *jetstream.RawStreamMsg) error {
		if name := msg.Header.Get(claimHeader); name != "" {
			claimed[name] = true
		}
		if looked++; looked > sweepMost {
			return errTooMany
		}
		return nil
	})
	if errors.Is(err, errTooMany) {
		return nil
	}
	if err != nil {
		return err
	}
	swept := 0
	for _, object := range objects {
		if claimed[object.Name] {
			continue
		}
		if err := store.Delete(ctx, object.Name); err != nil && !errors.Is(err, jetstream.ErrObjectNotFound) {
			return fault(ctx, act, err)
		}
		swept++
	}
	if swept > 0 {
		b.log.Info("data of large messages that were done with are deleted", "messages", swept)
	}
	return nil
}
