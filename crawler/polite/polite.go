// Package polite spaces out the requests to each host, asks a slow one more
// slowly, and leaves one alone that fails repeatedly. All workers of a process
// share one Hosts, so the limits hold for all of them together.
package polite

import (
	"context"
	"sync"
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
}

// Hosts keeps when the next request to each host may start. It is safe for
// concurrent use.
type Hosts struct {
	opts Options

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
	// delay is the least time between requests; 0 is none.
	delay time.Duration
	probe bool
}

// Visit is how a turn went.
type Visit struct {
	// Took is the time from sending to the whole answer.
	Took time.Duration
	// Answered is set when there was an answer, whatever it said.
	Answered bool
	// Fault is what is wrong with the host as a whole; nil when nothing is.
	Fault error
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
	for {
		wait, err := h.claim(turn)
		if err == nil && wait > 0 {
			err = h.opts.Clock.Sleep(ctx, wait)
		}
		if err != nil {
			turn.release()
			return nil, err
		}
		if wait <= 0 {
			return turn, nil
		}
	}
}

// claim takes the turn if it may start now, and otherwise returns how long to
// wait.
func (h *Hosts) claim(turn *Turn) (time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	entry, now := turn.host, h.opts.Clock.Now()
	if entry.hold.Sub(now) > h.opts.MaxWait {
		return 0, social.Errorf(social.CodeRateLimited,
			"crawler: %s asks to be left alone until %s", entry.name, entry.hold.Format(time.RFC3339))
	}
	if err := entry.check(entry.name, now); err != nil {
		return 0, err
	}
	at := entry.next
	if entry.hold.After(at) {
		at = entry.hold
	}
	if wait := at.Sub(now); wait > 0 {
		return wait, nil
	}
	turn.began, turn.probe = now, entry.isTrial()
	entry.next = now.Add(turn.delay)
	return 0, nil
}

// Hold stops all requests to the turn's host until the given time. A shorter
// hold never shortens a longer one.
func (t *Turn) Hold(until time.Time) { t.hosts.Hold(t.host.name, until) }

// Leave gives the turn back and reports how it went.
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
	t.release()
}

func (t *Turn) release() {
	<-t.host.slots
	t.hosts.part(t.host)
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
