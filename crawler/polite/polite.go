// Package polite spaces out the requests to each host, asks a slow one more
// slowly, and leaves one alone that fails again and again. All workers of a
// process share one Hosts, so the limits hold however many of them meet at a host.
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
	name  string
	slots chan struct{}
	users int
	// next is the earliest start of the next request, by our own manners.
	next time.Time
	// hold is until when the host asked not to be disturbed.
	hold time.Time
	pace
	breaker
}

// New returns Hosts without history.
func New(opts Options) *Hosts {
	opts.PerHost = max(opts.PerHost, 1)
	return &Hosts{opts: opts, hosts: map[string]*host{}}
}

// Turn is the right to send one request to a host. Leave gives it back.
type Turn struct {
	hosts *Hosts
	host  *host
	began time.Time
	// delay is what the visitor promised to keep between requests; 0 is nothing.
	delay time.Duration
	probe bool
}

// Visit is how a turn went.
type Visit struct {
	// Took is the time from sending to the whole answer.
	Took time.Duration
	// Answered tells that there was an answer, whatever it said.
	Answered bool
	// Fault is what is wrong with the host as a whole; nil when nothing is.
	Fault error
}

// Enter waits for a turn at the host called name. Two requests to one host start
// at least delay apart, and further where the host is slow. Enter does not wait
// but fails at once when the host asked for a rest longer than MaxWait, with
// social.CodeRateLimited, and when it is left alone because it failed again and
// again, with the code of the last of those faults.
func (h *Hosts) Enter(ctx context.Context, name string, delay time.Duration) (*Turn, error) {
	entry := h.join(name)
	select {
	case entry.slots <- struct{}{}:
	case <-ctx.Done():
		h.part(entry)
		return nil, context.Cause(ctx)
	}
	turn := &Turn{hosts: h, host: entry, delay: delay}
	for {
		wait, err := h.claim(turn)
		if err == nil && wait > 0 {
			err = h.opts.Clock.Sleep(ctx, wait)
		}
		if err != nil {
			turn.give()
			return nil, err
		}
		if wait <= 0 {
			return turn, nil
		}
	}
}

// claim takes the turn when it has come, and otherwise says how long to wait.
func (h *Hosts) claim(turn *Turn) (time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry, now := turn.host, h.opts.Clock.Now()
	if entry.hold.Sub(now) > h.opts.MaxWait {
		return 0, social.Errorf(social.CodeRateLimited,
			"crawler: %s asks to be left alone until %s", entry.name, entry.hold.Format(time.RFC3339))
	}
	if err := entry.closed(entry.name, now); err != nil {
		return 0, err
	}
	at := entry.next
	if entry.hold.After(at) {
		at = entry.hold
	}
	if wait := at.Sub(now); wait > 0 {
		return wait, nil
	}
	turn.began, turn.probe = now, entry.try()
	entry.next = now.Add(turn.delay)
	return 0, nil
}

// Hold keeps everybody from the turn's host until the given time. A shorter hold
// never cuts a longer one.
func (t *Turn) Hold(until time.Time) { t.hosts.Hold(t.host.name, until) }

// Leave gives the turn back and says how it went.
func (t *Turn) Leave(v Visit) {
	t.hosts.mu.Lock()
	now := t.hosts.opts.Clock.Now()
	if v.Answered || v.Fault != nil {
		t.host.learn(v.Fault, now)
	} else if t.probe {
		t.host.probing = false
	}
	if t.delay > 0 && (v.Answered || v.Fault != nil) {
		if apart := t.host.apart(v.Took); t.began.Add(apart).After(t.host.next) {
			t.host.next = t.began.Add(apart)
		}
	}
	t.hosts.mu.Unlock()
	t.give()
}

func (t *Turn) give() {
	<-t.host.slots
	t.hosts.part(t.host)
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

// sweep forgets hosts nobody uses and that need no rest, so that a crawl that
// meets ever new hosts does not grow for ever.
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
