// Package polite spaces out the requests to each host, asks a slow one more
// slowly, and leaves one alone that fails repeatedly. All workers of a process
// share one Hosts, so the limits hold for all of them together; and where Leases are
// given, for all processes.
//
// A process takes its turn at a host by writing it into the host's record, under the
// revision that it has read (optimistic locking), and says so again while its request
// is under way. Others wait until it leaves, or until they have seen the same revision
// for as long as the lease lasts, by their own clock: no clock is compared with
// another. Who stood still for so long sends nothing more (Turn.Sending, a fence in the
// sense of Kleppmann, How to do distributed locking, drawn by the sender as hosts
// know of no tokens).
package polite

import (
	"cmp"
	"context"
	"crypto/rand"
	"sync"
	"sync/atomic"
	"time"

	"earshot/crawler/clock"
	"earshot/internal/social"
)

// sweepAt is the number of hosts from which on unused ones are removed.
const sweepAt = 4096

// Options configure Hosts.
type Options struct {
	// PerHost is how many requests may be in flight to one host; at least 1.
	PerHost int
	// MaxWait is the longest wait for a host that asked to be left alone.
	MaxWait time.Duration
	Clock   clock.Clock
	// Leases are shared with other processes and outlive this one; nil for neither.
	// PerHost is 1 with them.
	Leases Leases
	// Ended is the revision up to which records are of processes that have ended.
	Ended uint64
	// Lease is how long a turn is kept for a process that died; 0 is DefaultLease.
	Lease time.Duration
}

// Hosts keeps when the next request to each host may start. It is safe for
// concurrent use.
type Hosts struct {
	opts Options
	// self is the name of this process, turns how many it has taken.
	self  string
	turns atomic.Int64

	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	name  string
	slots chan struct{}
	users int
	// next is the earliest start of the next request by the delay and the
	// host's latency.
	next time.Time
	// hold is until when the host asked to be left alone.
	hold time.Time
	pace
	breaker

	// read is set once the record was, and turn while this process has one by it.
	read bool
	turn *Turn
	// adopted counts the records that were taken over.
	adopted int
	shared
}

// New returns Hosts without history.
func New(opts Options) *Hosts {
	opts.PerHost = max(opts.PerHost, 1)
	opts.Lease = cmp.Or(opts.Lease, DefaultLease)
	if opts.Leases != nil {
		opts.PerHost = 1
	}
	return &Hosts{opts: opts, self: rand.Text(), hosts: map[string]*host{}}
}

// Enter waits for a turn at the host called name. Two requests to one host start
// at least delay apart, and further where the host is slow. Enter does not wait
// but fails at once when the host asked for a rest longer than MaxWait, with
// social.CodeRateLimited, and when it is left alone because it failed
// repeatedly, with the code of the last failure.
func (h *Hosts) Enter(ctx context.Context, name string, delay time.Duration) (*Turn, error) {
	entry := h.join(name)
	select {
	case entry.slots <- struct{}{}:
	case <-ctx.Done():
		h.part(entry)
		return nil, context.Cause(ctx)
	}
	turn := &Turn{hosts: h, host: entry, delay: delay}
	if err := h.await(ctx, turn); err != nil {
		turn.release()
		return nil, err
	}
	return turn, nil
}

// await returns when turn is taken. Processes agree about turns that keep a pause.
func (h *Hosts) await(ctx context.Context, turn *Turn) error {
	common := h.opts.Leases != nil && turn.delay > 0
	// known is set while nothing was done since the record was read.
	known := false
	for {
		if common && !h.hasRead(turn.host) {
			if err := h.read(ctx, turn.host); err != nil {
				return err
			}
			known = true
		}
		wait, err := h.claim(turn, !common)
		switch {
		case err != nil && common && !known:
			h.forget(turn.host) // another process may know better
			continue
		case err != nil:
			return err
		case wait <= 0 && !common:
			return nil
		case wait <= 0:
			done, err := turn.take(ctx)
			if done || err != nil {
				return err
			}
		case common && h.taken(turn.host):
			h.enqueue(turn.host)
			err = h.opts.Clock.Sleep(ctx, min(wait, look(turn.delay)))
			if err == nil {
				err = h.read(ctx, turn.host)
			}
		default:
			if common {
				h.enqueue(turn.host)
			}
			err = h.opts.Clock.Sleep(ctx, wait)
		}
		if err != nil {
			return err
		}
		known = false
	}
}

// claim returns how long turn must wait; if it may start now, and is to, it starts.
func (h *Hosts) claim(turn *Turn, start bool) (time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry, now := turn.host, h.opts.Clock.Now()
	if entry.hold.Sub(now) > h.opts.MaxWait {
		return 0, &RestError{until: entry.hold, err: social.Errorf(social.CodeRateLimited,
			"crawler: %s asks to be left alone until %s", entry.name, entry.hold.Format(time.RFC3339))}
	}
	if err := entry.check(entry.name, now); err != nil {
		return 0, err
	}
	at := entry.next
	for _, t := range []time.Time{entry.hold, entry.shared.next} {
		if t.After(at) {
			at = t
		}
	}
	at = at.Add(time.Duration(entry.shared.ahead(h.self)) * grace(turn.delay))
	if wait := at.Sub(now); wait > 0 {
		return wait, nil
	}
	if start {
		turn.start(now)
	}
	return 0, nil
}

// start begins t. It is called with the hosts locked.
func (t *Turn) start(now time.Time) {
	t.began, t.probe = now, t.host.isTrial()
	t.host.next = now.Add(t.delay)
}

// hasRead tells whether the record of e was read.
func (h *Hosts) hasRead(e *host) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return e.read
}

// forget has the record of e read before anything is decided by it.
func (h *Hosts) forget(e *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	e.read = false
}

// taken tells whether another process is in a turn at e.
func (h *Hosts) taken(e *host) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return e.shared.holder != ""
}

// Hold stops all requests to the host called name until the given time. A
// shorter hold never shortens a longer one.
func (h *Hosts) Hold(name string, until time.Time) {
	entry := h.join(name)
	h.mu.Lock()
	if until.After(entry.hold) {
		entry.hold = until
	}
	h.mu.Unlock()
	if h.opts.Leases != nil {
		h.tell(entry, func(time.Time) {})
	}
	h.part(entry)
}

func (h *Hosts) join(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry := h.hosts[name]
	if entry == nil {
		h.sweep()
		entry = &host{name: name, slots: make(chan struct{}, h.opts.PerHost)}
		h.hosts[name] = entry
	}
	entry.users++
	return entry
}

func (h *Hosts) part(entry *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry.users--
}

// sweep removes unused hosts that need not be waited for, so that a crawl of
// ever new hosts does not use ever more memory.
func (h *Hosts) sweep() {
	if len(h.hosts) < sweepAt {
		return
	}
	now := h.opts.Clock.Now()
	for name, entry := range h.hosts {
		if entry.users == 0 && !entry.next.After(now) && !entry.hold.After(now) && !entry.until.After(now) {
			delete(h.hosts, name)
		}
	}
}
