// Package polite spaces out the requests to each host. All workers of a process
// share one Hosts, so the limits hold however many of them meet at a host.
package polite

import (
	"context"
	"sync"
	"time"

	"earshot/crawler/clock"
	"earshot/internal/social"
)

// sweepAt is the number of hosts at which those not in use are forgotten.
const sweepAt = 4096

// Options configure Hosts.
type Options struct {
	// PerHost is how many requests may be under way to one host; at least 1.
	PerHost int
	// MaxWait is the longest wait for a host that asked to be left alone.
	MaxWait time.Duration
	Clock   clock.Clock
}

// Hosts keeps the next free moment of every host. It is safe for concurrent use.
type Hosts struct {
	opts Options

	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	slots chan struct{}
	users int
	// next is the earliest start of the next request, by our own manners.
	next time.Time
	// hold is until when the host asked not to be disturbed.
	hold time.Time
}

// New returns Hosts without history.
func New(opts Options) *Hosts {
	opts.PerHost = max(opts.PerHost, 1)
	return &Hosts{opts: opts, hosts: map[string]*host{}}
}

// Enter waits for a turn at the host called name and returns how to give it
// back. Two requests to one host start at least delay apart. When the host
// asked for a rest longer than MaxWait, Enter does not wait but fails at once
// with social.CodeRateLimited.
func (h *Hosts) Enter(ctx context.Context, name string, delay time.Duration) (leave func(), err error) {
	entry := h.join(name)
	select {
	case entry.slots <- struct{}{}:
	case <-ctx.Done():
		h.part(entry)
		return nil, context.Cause(ctx)
	}
	leave = func() {
		<-entry.slots
		h.part(entry)
	}
	for {
		wait, err := h.claim(name, entry, delay)
		if err == nil && wait > 0 {
			err = h.opts.Clock.Sleep(ctx, wait)
		}
		if err != nil {
			leave()
			return nil, err
		}
		if wait <= 0 {
			return leave, nil
		}
	}
}

// claim takes the turn when it has come, and otherwise says how long to wait.
func (h *Hosts) claim(name string, entry *host, delay time.Duration) (time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.opts.Clock.Now()
	if entry.hold.Sub(now) > h.opts.MaxWait {
		return 0, social.Errorf(social.CodeRateLimited,
			"crawler: %s asks to be left alone until %s", name, entry.hold.Format(time.RFC3339))
	}
	at := entry.next
	if entry.hold.After(at) {
		at = entry.hold
	}
	if wait := at.Sub(now); wait > 0 {
		return wait, nil
	}
	entry.next = now.Add(delay)
	return 0, nil
}

// Hold keeps everybody from the host called name until the given time. A
// shorter hold never cuts a longer one.
func (h *Hosts) Hold(name string, until time.Time) {
	entry := h.join(name)
	h.mu.Lock()
	if until.After(entry.hold) {
		entry.hold = until
	}
	h.mu.Unlock()
	h.part(entry)
}

func (h *Hosts) join(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry := h.hosts[name]
	if entry == nil {
		h.sweep()
		entry = &host{slots: make(chan struct{}, h.opts.PerHost)}
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

// sweep forgets hosts nobody uses and that need no rest, so that a crawl that
// meets ever new hosts does not grow for ever.
func (h *Hosts) sweep() {
	if len(h.hosts) < sweepAt {
		return
	}
	now := h.opts.Clock.Now()
	for name, entry := range h.hosts {
		if entry.users == 0 && !entry.next.After(now) && !entry.hold.After(now) {
			delete(h.hosts, name)
		}
	}
}
