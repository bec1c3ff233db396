package speech

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"earshot/internal/social"
)

const (
	// claimLife is how long a claim that is not renewed stands: its process has ended.
	claimLife = time.Minute
	// claimRenewal is how often it is renewed.
	claimRenewal = 15 * time.Second
)

const held, free = "held", "free"

// Claims keeps records of the recordings that are being asked about.
type Claims interface {
	// Read returns the record of key, its revision and for how long it has been stored.
	Read(ctx context.Context, key string) (record []byte, rev uint64, age time.Duration, err error)
	// Write fails with social.CodeConflict where rev is not the revision of now.
	Write(ctx context.Context, key string, record []byte, rev uint64) (next uint64, err error)
	// Ended is the revision up to which all records are of processes that have ended.
	Ended() uint64
}

// claim has this process alone ask about a recording. ok tells whether it may; then done ends
// the claim, and ctx ends with it if another process took it over.
func (w *Worker) claim(parent context.Context, url string) (ctx context.Context, done func(), ok bool, err error) {
	sum := sha256.Sum256([]byte(url))
	key := hex.EncodeToString(sum[:])
	record, rev, age, err := w.opts.Claims.Read(parent, key)
	if err != nil {
		return parent, nil, false, err
	}
	if string(record) == held && rev > w.opts.Claims.Ended() && age < claimLife {
		return parent, nil, false, nil
	}
	rev, err = w.opts.Claims.Write(parent, key, []byte(held), rev)
	if err != nil {
		if social.CodeOf(err) == social.CodeConflict {
			err = nil
		}
		return parent, nil, false, err
	}
	ctx, cancel := context.WithCancel(parent)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		tick := time.NewTicker(claimRenewal)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			next, err := w.opts.Claims.Write(ctx, key, []byte(held), rev)
			if err == nil {
				rev = next
			} else if social.CodeOf(err) == social.CodeConflict {
				cancel()
				return
			}
		}
	})
	return ctx, func() {
		cancel()
		renewing.Wait()
		last, stop := context.WithTimeout(context.WithoutCancel(parent), settleWait)
		defer stop()
		if _, err := w.opts.Claims.Write(last, key, []byte(free), rev); err != nil && social.CodeOf(err) != social.CodeConflict {
			w.opts.Log.Debug("claim of a recording not given back, it ends by itself", "error", err)
		}
	}, true, nil
}
