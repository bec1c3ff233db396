package stream

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// sweepMost is how many messages are looked through for their claims; where more wait,
// the sweep is left to a later time.
const sweepMost = 10_000

// errTooMany ends a look through messages that would take too long.
var errTooMany = errors.New("too many messages wait")

// SweepAge is how old data of large messages must be before they are looked for that no
// message claims, where others use the streams: data are stored a moment before the
// message that claims them.
const SweepAge = time.Hour

// Sweep deletes the data of large messages that no message claims, beside other users of
// the streams: those that have been stored for longer than age, and of which two looks at
// all messages, one after the other, find no claim. A message that is parked or put back
// stands on both queues for a moment, so that one of the looks finds it.
func (b *Bus) Sweep(ctx context.Context, age time.Duration) error {
	return b.sweepClaims(ctx, age, 2)
}

// sweepClaims deletes the data of large messages that no message claims: a process died
// after a message was done with and before its data were deleted, or another message has
// replaced it.
func (b *Bus) sweepClaims(ctx context.Context, age time.Duration, looks int) error {
	const act = "look for data of large messages that are done with"
	store, err := b.js.ObjectStore(ctx, claimStore)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil
	}
	if err != nil {
		return fault(ctx, act, err)
	}
	left, err := b.storedFor(ctx, store, age)
	if err != nil {
		return fault(ctx, act, err)
	}
	for range looks {
		if len(left) == 0 {
			return nil
		}
		err := b.leaveClaimed(ctx, left)
		if errors.Is(err, errTooMany) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	for name := range left {
		if err := store.Delete(ctx, name); err != nil && !errors.Is(err, jetstream.ErrObjectNotFound) {
			return fault(ctx, act, err)
		}
	}
	if len(left) > 0 {
		b.log.Info("data of large messages that were done with are deleted", "messages", len(left))
	}
	return nil
}

// storedFor are the names of the objects that have been stored for age, by the clock of
// the server.
func (b *Bus) storedFor(ctx context.Context, store jetstream.ObjectStore, age time.Duration) (map[string]bool, error) {
	stream, err := b.js.Stream(ctx, "OBJ_"+claimStore)
	if err != nil {
		return nil, err
	}
	now := stream.CachedInfo().TimeStamp
	objects, err := store.List(ctx)
	if err != nil && !errors.Is(err, jetstream.ErrNoObjectsFound) {
		return nil, err
	}
	old := map[string]bool{}
	for _, object := range objects {
		if now.Sub(object.ModTime) >= age {
			old[object.Name] = true
		}
	}
	return old, nil
}

// leaveClaimed takes out of names those that a message claims.
func (b *Bus) leaveClaimed(ctx context.Context, names map[string]bool) error {
	looked := 0
	return b.eachMessage(ctx, queuePrefix, func(msg *jetstream.RawStreamMsg) error {
		delete(names, msg.Header.Get(claimHeader))
		if looked++; looked > sweepMost {
			return errTooMany
		}
		return nil
	})
}
