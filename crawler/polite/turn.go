package polite

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// Turn is the right to send one request to a host. Leave gives it back.
type Turn struct {
	hosts *Hosts
	host  *host
	// began is when the request was sent, or the turn taken.
	began time.Time
	// delay is the least time between requests; 0 is none.
	delay time.Duration
	probe bool

	// name is what the turn is called in the host's record; empty where no process
	// shares the host.
	name string
	// writing is held while the record is written, and by Leave.
	writing sync.Mutex
	left    bool
	timer   *time.Timer
	// fence guards began and what follows.
	fence sync.Mutex
	// valid is when the record was last written, as of before it was.
	valid time.Time
	lost  bool
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

// take writes the turn into the host's record, and tells whether it could: otherwise
// somebody else has changed that, and it was read anew.
func (t *Turn) take(ctx context.Context) (bool, error) {
	h := t.hosts
	lease := h.opts.Lease
	t.name = h.self + "-" + strconv.FormatInt(h.turns.Add(1), 36)
	h.mu.Lock()
	t.valid = h.opts.Clock.Now()
	queue := t.host.shared.dequeue(h.self)
	r := t.host.record(t.valid, t.name, lease, t.delay)
	r.Queue = queue
	rev := t.host.shared.rev
	h.mu.Unlock()
	done, err := h.write(ctx, t.host, r, rev)
	if err != nil {
		return false, err
	}
	if !done {
		if err := h.opts.Clock.Sleep(ctx, look(0)); err != nil {
			return false, err
		}
		return false, h.read(ctx, t.host)
	}
	h.mu.Lock()
	t.start(t.valid)
	t.host.turn, t.host.shared = t, shared{rev: t.host.shared.rev, queue: queue}
	h.mu.Unlock()
	t.timer = time.AfterFunc(lease/3, t.renew)
	return true, nil
}

// renew says that the turn is still under way.
func (t *Turn) renew() {
	t.writing.Lock()
	defer t.writing.Unlock()
	h := t.hosts
	ctx, cancel := context.WithTimeout(context.Background(), h.opts.Lease/3)
	defer cancel()
	for range writeTries {
		if t.left || t.isLost() {
			return
		}
		h.mu.Lock()
		now := h.opts.Clock.Now()
		r := t.host.record(now, t.name, h.opts.Lease, t.delay)
		rev := t.host.shared.rev
		h.mu.Unlock()
		done, err := h.write(ctx, t.host, r, rev)
		if err == nil && !done {
			if err = h.read(ctx, t.host); err == nil && !t.owns() {
				t.lose()
			}
			continue
		}
		if done {
			t.fence.Lock()
			t.valid = now
			t.fence.Unlock()
		}
		break
	}
	t.timer.Reset(h.opts.Lease / 3)
}

// owns tells whether the record read last names this turn.
func (t *Turn) owns() bool {
	t.hosts.mu.Lock()
	defer t.hosts.mu.Unlock()
	return t.host.shared.holder == t.name
}

func (t *Turn) lose() {
	t.fence.Lock()
	defer t.fence.Unlock()
	t.lost = true
}

func (t *Turn) isLost() bool {
	t.fence.Lock()
	defer t.fence.Unlock()
	return t.lost
}

// Sending must be called right before the request is sent. It fails with ErrLate when
// the turn may belong to somebody else by now. Time in which the machine slept counts.
func (t *Turn) Sending() error {
	t.fence.Lock()
	defer t.fence.Unlock()
	now := t.hosts.opts.Clock.Now()
	if t.name != "" {
		// One of both does not count while a machine sleeps, the other may be set.
		passed := max(now.Sub(t.valid), now.Round(0).Sub(t.valid.Round(0)))
		if t.lost || passed > t.hosts.opts.Lease-t.hosts.opts.Lease/margin {
			t.lost = true
			return ErrLate
		}
	}
	t.began = now
	return nil
}

// Hold stops all requests to the turn's host until the given time. A shorter
// hold never shortens a longer one. Other processes learn of it when the turn is left.
func (t *Turn) Hold(until time.Time) {
	t.hosts.mu.Lock()
	defer t.hosts.mu.Unlock()
	if until.After(t.host.hold) {
		t.host.hold = until
	}
}

// Leave gives the turn back and reports how it went.
func (t *Turn) Leave(v Visit) {
	t.fence.Lock()
	began := t.began
	t.fence.Unlock()
	if t.name == "" {
		t.hosts.mu.Lock()
		t.learn(v, began, t.hosts.opts.Clock.Now())
		t.hosts.mu.Unlock()
		t.release()
		return
	}
	t.timer.Stop()
	t.writing.Lock()
	t.left = true
	t.writing.Unlock()
	seen := -1
	t.hosts.tell(t.host, func(now time.Time) {
		t.host.turn = nil
		if t.host.shared.holder == t.name {
			t.host.shared = shared{rev: t.host.shared.rev, queue: t.host.shared.queue}
		}
		// What was learned is applied once to each record of another process.
		if seen != t.host.adopted {
			seen = t.host.adopted
			t.learn(v, began, now)
		}
	})
	t.release()
}

// learn takes over how a visit went. It is called with the hosts locked.
func (t *Turn) learn(v Visit, began, now time.Time) {
	if v.Answered || v.Fault != nil {
		t.host.learn(v.Fault, now)
	} else if t.probe {
		t.host.probing = false
	}
	if t.delay == 0 {
		return
	}
	apart := t.delay
	if v.Answered || v.Fault != nil {
		apart = max(apart, t.host.apart(v.Took))
	}
	if next := began.Add(apart); next.After(t.host.next) {
		t.host.next = next
	}
}

func (t *Turn) release() {
	<-t.host.slots
	t.hosts.part(t.host)
}
