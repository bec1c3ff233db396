package polite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"earshot/internal/social"
)

const (
	// DefaultLease is how long a turn at a host belongs to a process that says nothing
	// more of itself. A process in whose turn a request is under way says so three
	// times in it.
	DefaultLease = 10 * time.Second
	// margin is the part of a lease, at its end, in which its holder sends nothing any
	// more: clocks do not all run at the same rate.
	margin = 5
	// writeTries is how often a record is written that others change meanwhile.
	writeTries = 8
)

// Leases keeps one record for each host, which the processes that ask it share.
type Leases interface {
	// Read returns a host's record, its revision, and for how long at least it has
	// been stored; nil and 0 when there is none.
	Read(ctx context.Context, host string) (record []byte, rev uint64, age time.Duration, err error)
	// Write stores the record when that of the host is still at rev, 0 meaning that
	// there is none, and returns the new revision. Otherwise it fails with
	// social.CodeConflict.
	Write(ctx context.Context, host string, record []byte, rev uint64) (uint64, error)
}

// ErrLate is the error of a request that is not sent because its turn is over: the
// process stood still, or could not say in time that it needs longer.
var ErrLate = errors.New("the turn at the host is over before the request is sent")

// record is what processes tell one another of a host. The clocks of machines differ,
// so it has no times: every duration counts from when the record was stored, which a
// reader cannot see later than it was.
type record struct {
	// Holder is the turn that is under way, and Lease how long it is valid. Pause then
	// counts from the end of Lease, up to which the request may be sent.
	Holder string        `json:"holder,omitempty"`
	Lease  time.Duration `json:"lease,omitempty"`
	// Pause is how long no request may be sent.
	Pause time.Duration `json:"pause,omitempty"`
	// Hold is for how long the host asked to be left alone.
	Hold time.Duration `json:"hold,omitempty"`
	// Usual is the latency of the host.
	Usual time.Duration `json:"usual,omitempty"`
	// Failures, Rest, Left, Code and Fault are the circuit breaker; Left is what is
	// left of the rest.
	Failures int           `json:"failures,omitempty"`
	Rest     time.Duration `json:"rest,omitempty"`
	Left     time.Duration `json:"left,omitempty"`
	Code     social.Code   `json:"code,omitempty"`
	Fault    string        `json:"fault,omitempty"`
	// Queue are the processes that wait for a turn, who has waited longest first.
	Queue []string `json:"queue,omitempty"`
}

// shared is what a process has read in the record of a host.
type shared struct {
	// rev is the revision that was read or written last; 0 for none.
	rev uint64
	// holder is the turn that another process has until lease ends; empty for none.
	holder string
	lease  time.Time
	// next is the earliest start of a request by what others say.
	next  time.Time
	queue []string
	// behind is since when only older revisions than rev are read; zero for not.
	behind time.Time
}

// record is what is known of e, for others. A turn's pause counts from its lease's end.
func (e *host) record(now time.Time, holder string, lease, pause time.Duration) record {
	r := record{
		Holder: holder, Lease: lease, Pause: pause, Usual: e.usual,
		Hold: max(e.hold.Sub(now), 0), Failures: e.failures, Rest: e.rest, Left: max(e.until.Sub(now), 0),
		Queue: e.shared.queue,
	}
	if holder == "" {
		r.Pause = max(e.next.Sub(now), e.shared.next.Sub(now), 0)
	}
	if e.fault != nil {
		r.Code, r.Fault = social.CodeOf(e.fault), e.fault.Error()
	}
	return r
}

// adopt takes over a record that was stored age before now. dead says that whoever wrote
// it has ended.
func (e *host) adopt(r record, rev uint64, now time.Time, age time.Duration, dead bool) {
	e.adopted++
	stored := now.Add(-age)
	e.shared = shared{rev: rev, next: stored.Add(r.Pause)}
	if !dead {
		e.shared.queue = r.Queue
	}
	if r.Holder != "" {
		end := stored.Add(r.Lease)
		e.shared.next = end.Add(r.Pause)
		if !dead {
			e.shared.holder, e.shared.lease = r.Holder, end
		} else if end.After(now) {
			e.shared.next = now.Add(r.Pause)
		}
	}
	if until := stored.Add(r.Hold); r.Hold > 0 && until.After(e.hold) {
		e.hold = until
	}
	e.usual = r.Usual
	probing := e.probing
	e.breaker = breaker{failures: r.Failures, rest: r.Rest, probing: probing}
	if r.Failures > 0 {
		e.until = stored.Add(r.Left)
		e.fault = &social.Error{Code: r.Code, Err: errors.New(r.Fault)}
	}
}

// read brings e up to date with its record, if that has changed.
func (h *Hosts) read(ctx context.Context, e *host) error {
	value, rev, age, err := h.opts.Leases.Read(ctx, e.name)
	if err != nil {
		return social.Errorf(social.CodeOf(err), "crawler: read how processes take turns at %s: %w", e.name, err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	e.read = true
	now := h.opts.Clock.Now()
	if rev == e.shared.rev {
		e.shared.behind = time.Time{}
		return nil
	}
	if rev != 0 && e.isBehind(rev, now, h.opts.Lease) {
		return nil
	}
	var r record
	if value != nil {
		if err := json.Unmarshal(value, &r); err != nil {
			// Of another version: what it says is lost, the pause is kept.
			r = record{Lease: h.opts.Lease, Holder: "another version"}
		}
	}
	e.adopt(r, rev, now, age, rev <= h.opts.Ended)
	return nil
}

// isBehind tells whether a revision is of a server that does not know the newest record
// yet. One that still does not after a lease has lost that record, and numbers anew.
func (e *host) isBehind(rev uint64, now time.Time, lease time.Duration) bool {
	if rev > e.shared.rev {
		return false
	}
	if e.shared.behind.IsZero() {
		e.shared.behind = now
	}
	return now.Sub(e.shared.behind) < lease
}

// write stores r as the record of e in place of revision rev, from which it was made, and
// tells whether nobody else had changed that.
func (h *Hosts) write(ctx context.Context, e *host, r record, rev uint64) (done bool, err error) {
	value, err := json.Marshal(r)
	if err != nil {
		return false, fmt.Errorf("crawler: write how processes take turns at %s: %w", e.name, err)
	}
	rev, err = h.opts.Leases.Write(ctx, e.name, value, rev)
	if social.CodeOf(err) == social.CodeConflict {
		return false, nil
	}
	if err != nil {
		return false, social.Errorf(social.CodeOf(err), "crawler: write how processes take turns at %s: %w", e.name, err)
	}
	h.mu.Lock()
	e.shared.rev = rev
	h.mu.Unlock()
	return true, nil
}

// tell writes what change makes of e, whoever has the turn. What cannot be written
// stays known to this process.
func (h *Hosts) tell(e *host, change func(now time.Time)) {
	ctx, cancel := context.WithTimeout(context.Background(), h.opts.Lease)
	defer cancel()
	for range writeTries {
		h.mu.Lock()
		now := h.opts.Clock.Now()
		change(now)
		if e.turn != nil { // which tells it when it is left
			h.mu.Unlock()
			return
		}
		var r record
		if e.shared.holder != "" && e.shared.lease.After(now) {
			// The pause of whoever has the turn is not shortened.
			lease := e.shared.lease.Sub(now)
			r = e.record(now, e.shared.holder, lease, max(e.shared.next.Sub(e.shared.lease), 0))
		} else {
			r = e.record(now, "", 0, 0)
		}
		rev := e.shared.rev
		h.mu.Unlock()
		if done, err := h.write(ctx, e, r, rev); done || err != nil {
			return
		}
		if err := h.read(ctx, e); err != nil {
			return
		}
	}
}
