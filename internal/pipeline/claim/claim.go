// Package claim has one process of several ask about a thing.
package claim

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"earshot/internal/social"
)

const (
	// Life is how long a claim that is not renewed stands: its process has ended.
	Life = time.Minute
	// Renewal is how often a claim is renewed.
	Renewal = 15 * time.Second
	// releaseWait bounds how long it is tried to give a claim back.
	releaseWait = 5 * time.Second
)

const held, free = "held", "free"

// Records keeps the record of each thing that is, or was, claimed.
type Records interface {
	// Read returns the record of key, its revision and for how long it has been stored.
	Read(ctx context.Context, key string) (record []byte, rev uint64, age time.Duration, err error)
	// Write fails with social.CodeConflict where rev is not the revision of now.
	Write(ctx context.Context, key string, record []byte, rev uint64) (next uint64, err error)
	// Ended is the revision up to which all records are of processes that have ended.
	Ended() uint64
}

// Claims are what the processes that share records claim.
type Claims struct {
	Records Records
	// Of is what is claimed, in the singular, for the log.
	Of  string
	Log *slog.Logger
}

// Take has this process alone ask about a thing. ok tells whether it may; then done ends the
// claim, and ctx ends with it if another process took it over.
func (c Claims) Take(parent context.Context, key string) (ctx context.Context, done func(), ok bool, err error) {
	record, rev, age, err := c.Records.Read(parent, key)
	if err != nil || c.isHeld(record, rev, age) {
		return parent, nil, false, err
	}
	rev, err = c.Records.Write(parent, key, []byte(held), rev)
	if social.CodeOf(err) == social.CodeConflict {
		return parent, nil, false, nil
	}
	if err != nil {
		return parent, nil, false, err
	}
	ctx, cancel := context.WithCancel(parent)
	var renewing sync.WaitGroup
	renewing.Go(func() { rev = c.renew(ctx, cancel, key, rev) })
	return ctx, func() {
		cancel()
		renewing.Wait()
		last, stop := context.WithTimeout(context.WithoutCancel(parent), releaseWait)
		defer stop()
		if _, err := c.Records.Write(last, key, []byte(free), rev); err != nil && social.CodeOf(err) != social.CodeConflict {
			c.Log.Debug("claim of a "+c.Of+" not given back, it ends by itself", "error", err)
		}
	}, true, nil
}

// Stands tells whether a process has claimed a thing.
func (c Claims) Stands(ctx context.Context, key string) (bool, error) {
	record, rev, age, err := c.Records.Read(ctx, key)
	return err == nil && c.isHeld(record, rev, age), err
}

func (c Claims) isHeld(record []byte, rev uint64, age time.Duration) bool {
	return string(record) == held && rev > c.Records.Ended() && age < Life
}

// renew keeps a claim until ctx ends, and returns its revision.
func (c Claims) renew(ctx context.Context, lost func(), key string, rev uint64) uint64 {
	tick := time.NewTicker(Renewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return rev
		case <-tick.C:
		}
		next, err := c.Records.Write(ctx, key, []byte(held), rev)
		switch {
		case err == nil:
			rev = next
		case social.CodeOf(err) == social.CodeConflict:
			lost()
			return rev
		}
	}
}
