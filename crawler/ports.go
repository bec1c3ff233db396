package crawler

import (
	"context"

	"earshot/internal/social"
)

// Posts takes the posts that were read. Publish returns when they are durable.
// A post may be published more than once and must then count once.
type Posts interface {
	Publish(ctx context.Context, posts []social.Post) error
}

// Lanes is a durable stream with at most one message for each lane. Put
// replaces the message of a lane atomically and returns when it is durable; a
// message stays until its Step returned nil and it was not replaced meanwhile.
type Lanes interface {
	Put(ctx context.Context, lane string, task []byte) error
	Has(ctx context.Context, lane string) (bool, error)
}

// State is a durable key-value store with optimistic locking.
type State interface {
	// Get returns nil and revision 0 when there is no such key.
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	Put(ctx context.Context, key string, value []byte) error
	// Update writes only when the key is still at rev, 0 meaning absent, and
	// fails with social.CodeConflict otherwise.
	Update(ctx context.Context, key string, value []byte, rev uint64) error
	Delete(ctx context.Context, key string) error
	Keys(ctx context.Context) ([]string, error)
}

// Runs takes the runs for people to look at later; a run is replaced by its ID.
type Runs interface {
	WriteRuns(ctx context.Context, runs []social.Run) error
}
