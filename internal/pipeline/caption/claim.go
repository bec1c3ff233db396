package caption

import (
	"context"
	"sync"
	"time"

	"earshot/internal/social"
)

const (
	// claimLife is how long a claim that is not renewed stands: its process has ended.
	claimLife = time.Minute
	// claimRenewal is how often it is renewed.
	claimRenewal = 15 * time.Second
	// releaseWait bounds how long it is tried to give a claim back.
	releaseWait = 5 * time.Second
)

const held, free = "held", "free"

// Claims keeps records of the pictures that are being asked about, by their bytes.
type Claims interface {
	// Read returns the record of key, its revision and for how long it has been stored.
	Read(ctx context.Context, key string) (record []byte, rev uint64, age time.Duration, err error)
	// Write fails with social.CodeConflict where rev is not the revision of now.
	Write(ctx context.Context, key string, record []byte, rev uint64) (next uint64, err error)
	// Ended is the revision up to which all records are of processes that have ended.
	Ended() uint64
}

// claim has this process alone ask about a picture. ok tells whether it may; then done ends
// the claim, and ctx ends with it if another process took it over.
func (w *Worker) claim(parent context.Context, sha string) (ctx context.Context, done func(), ok bool, err error) {
	record, rev, age, err := w.opts.Claims.Read(parent, sha)
	if err != nil {
		return parent, nil, false, err
	}
	if w.isHeld(record, rev, age) {
		return parent, nil, false, nil
	}
	rev, err = w.opts.Claims.Write(parent, sha, []byte(held), rev)
	if social.CodeOf(err) == social.CodeConflict {
		return parent, nil, false, nil
	}
	if err != nil {
		return parent, nil, false, err
	}
	ctx, cancel := context.WithCancel(parent)
	var renewing sync.WaitGroup
	renewing.Go(func() { rev = w.renew(ctx, cancel, sha, rev) })
	return ctx, func() {
		cancel()
		renewing.Wait()
		last, stop := context.WithTimeout(context.WithoutCancel(parent), releaseWait)
		defer stop()
		if _, err := w.opts.Claims.Write(last, sha, []byte(free), rev); err != nil && social.CodeOf(err) != social.CodeConflict {
			w.opts.Log.Debug("claim of a picture not given back, it ends by itself", "error", err)
		}
	}, true, nil
}

// isHeld tells whether the record of a picture is a claim that stands.
func (w *Worker) isHeld(record []byte, rev uint64, age time.Duration) bool {
	return string(record) == held && rev > w.opts.Claims.Ended() && age < claimLife
}

// elsewhere tells whether other processes ask about pictures that this one left to them. One
// that does no longer is not left to it any more: what came of it is to be seen.
func (w *Worker) elsewhere(ctx context.Context) (bool, error) {
	shas := w.left()
	for _, sha := range shas {
		record, rev, age, err := w.opts.Claims.Read(ctx, sha)
		if err != nil {
			return false, err
		}
		if !w.isHeld(record, rev, age) {
			w.forget(sha)
			w.Wake()
		}
	}
	return len(shas) > 0, nil
}

// renew keeps a claim until ctx ends, and returns its revision.
func (w *Worker) renew(ctx context.Context, lost func(), sha string, rev uint64) uint64 {
	tick := time.NewTicker(claimRenewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return rev
		case <-tick.C:
		}
		next, err := w.opts.Claims.Write(ctx, sha, []byte(held), rev)
		switch {
		case err == nil:
			rev = next
		case social.CodeOf(err) == social.CodeConflict:
			lost()
			return rev
		}
	}
}
