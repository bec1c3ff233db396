package stream

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

const (
	// leaseLife is how long a record is kept that nobody writes.
	leaseLife = 30 * 24 * time.Hour
	// skew is how far the clocks of the servers of one cluster may lie apart.
	skew = 5 * time.Second
	// clockAge is how long the server's clock is taken to run like ours.
	clockAge = time.Minute
)

// Leases keeps records that processes read and write under revisions, with the time for
// which each has been stored. It is safe for concurrent use.
type Leases struct {
	bus   *Bus
	kv    jetstream.KeyValue
	ended uint64

	mu sync.Mutex
	// asked is when the server said that it was server.
	asked, server time.Time
}

// Leases returns the records of this name, making their bucket on first use.
func (b *Bus) Leases(ctx context.Context, name string) (*Leases, error) {
	kv, err := b.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: bucketPrefix + name, History: 1, Storage: jetstream.FileStorage, Replicas: b.replicas, TTL: leaseLife,
	})
	if err != nil {
		return nil, fault(ctx, "open leases "+name, err)
	}
	return &Leases{bus: b, kv: kv, ended: b.ended["KV_"+kv.Bucket()]}, nil
}

// Ended is the revision up to which all records are of processes that have ended, or lost
// the server as the one that had it ended; 0 where that is not known, as with a server
// that is not inside this process.
func (l *Leases) Ended() uint64 { return l.ended }

// lastSequences are the last messages of all streams, by their names.
func (b *Bus) lastSequences(ctx context.Context) (map[string]uint64, error) {
	last := map[string]uint64{}
	list := b.js.ListStreams(ctx)
	for info := range list.Info() {
		last[info.Config.Name] = info.State.LastSeq
	}
	return last, fault(ctx, "list streams", list.Err())
}

// Read returns the record of key, its revision, and for how long at least it has been
// stored, by the server's clock; nil and 0 when there is none.
func (l *Leases) Read(ctx context.Context, key string) (record []byte, rev uint64, age time.Duration, err error) {
	tok, hashed := token(key)
	entry, err := l.kv.Get(ctx, tok)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, 0, 0, nil
	}
	if err != nil {
		return nil, 0, 0, fault(ctx, "read lease of "+key, err)
	}
	record = entry.Value()
	if hashed {
		if _, record, err = unframe(record); err != nil {
			return nil, 0, 0, fault(ctx, "read lease of "+key, err)
		}
	}
	now, err := l.now(ctx)
	if err != nil {
		return nil, 0, 0, fault(ctx, "ask the time for the lease of "+key, err)
	}
	return record, entry.Revision(), max(now.Sub(entry.Created())-skew, 0), nil
}

// Write stores the record when that of key is still at rev, 0 meaning that there is
// none, and returns the new revision. Otherwise it fails with social.CodeConflict.
func (l *Leases) Write(ctx context.Context, key string, record []byte, rev uint64) (uint64, error) {
	tok, stored := encode(key, record)
	next, err := l.kv.Update(ctx, tok, stored, rev)
	if errors.Is(err, jetstream.ErrKeyExists) || errors.Is(err, jetstream.ErrKeyRevisionMismatch) {
		return 0, social.Errorf(social.CodeConflict, "stream: write lease of %q: changed by somebody else", key)
	}
	if err != nil {
		return 0, fault(ctx, "write lease of "+key, err)
	}
	return next, nil
}

// now is not later than the time by the server's clock.
func (l *Leases) now(ctx context.Context) (time.Time, error) {
	l.mu.Lock()
	asked, server := l.asked, l.server
	l.mu.Unlock()
	if passed := time.Since(asked); passed < clockAge {
		return server.Add(passed), nil
	}
	stream, err := l.bus.js.Stream(ctx, "KV_"+l.kv.Bucket())
	if err != nil {
		return time.Time{}, err
	}
	answered := time.Now()
	server = stream.CachedInfo().TimeStamp
	l.mu.Lock()
	l.asked, l.server = answered, server
	l.mu.Unlock()
	return server, nil
}
