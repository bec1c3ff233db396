package split

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/crawler/polite"
	"earshot/internal/social"
	"earshot/storage/stream"
)

func openStreams(t *testing.T) *stream.Bus {
	t.Helper()
	return openStreamsIn(t, t.TempDir())
}

func openStreamsIn(t *testing.T, dir string) *stream.Bus {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bus.Close(); err != nil {
			t.Error(err)
		}
	})
	return bus
}

// TestWhatAHostAsksForHoldsForAllProcesses has one process told to come back in an
// hour; another, or the same after a restart, does not ask.
func TestWhatAHostAsksForHoldsForAllProcesses(t *testing.T) {
	var asked atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer h.Close()
	bus := openStreams(t)
	for range 3 {
		fetcher, err := crawlerOn(t.Context(), bus)
		if err != nil {
			t.Fatal(err)
		}
		_, err = fetcher.Fetch(t.Context(), crawler.Request{URL: h.URL + "/page"}, crawler.Info{})
		if social.CodeOf(err) != social.CodeRateLimited {
			t.Errorf("got %v, want rate_limited", err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the host was asked %d times, want once", n)
	}
}

// hosts are as one process has them, without a network.
func hosts(t *testing.T, leases polite.Leases, lease time.Duration) *polite.Hosts {
	return polite.New(polite.Options{MaxWait: time.Minute, Clock: clock.System{}, Leases: leases, Lease: lease})
}

// TestTheBreakerAndTheLatencySurviveARestart has a host fail five times in one process.
func TestTheBreakerAndTheLatencySurviveARestart(t *testing.T) {
	leases, err := openStreams(t).Leases(t.Context(), "hosts")
	if err != nil {
		t.Fatal(err)
	}
	down := social.Errorf(social.CodeUnavailable, "503 Service Unavailable")
	for range 5 {
		// Each failure is seen by a process of its own.
		turn, err := hosts(t, leases, time.Second).Enter(t.Context(), "down.example", time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		turn.Leave(polite.Visit{Fault: down})
	}
	_, err = hosts(t, leases, time.Second).Enter(t.Context(), "down.example", time.Millisecond)
	if social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("after five failures the host is asked again: %v", err)
	}

	turn, err := hosts(t, leases, time.Second).Enter(t.Context(), "slow.example", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	turn.Leave(polite.Visit{Answered: true, Took: 10 * time.Second}) // three times as long is its pause
	soon, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if _, err := hosts(t, leases, time.Second).Enter(soon, "slow.example", time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a slow host is asked as fast as any: %v", err)
	}
}

// cut lets nothing through once it is set.
type cut struct {
	polite.Leases
	off atomic.Bool
}

func (c *cut) Write(ctx context.Context, host string, record []byte, rev uint64) (uint64, error) {
	if c.off.Load() {
		return 0, errors.New("the network is cut")
	}
	return c.Leases.Write(ctx, host, record, rev)
}

// TestNothingIsSentAfterTheLease takes a turn in one process that then cannot say that it
// needs longer; when another has the turn, the first must not send.
func TestNothingIsSentAfterTheLease(t *testing.T) {
	leases, err := openStreams(t).Leases(t.Context(), "hosts")
	if err != nil {
		t.Fatal(err)
	}
	const lease = 1500 * time.Millisecond
	network := &cut{Leases: leases}
	late, err := hosts(t, network, lease).Enter(t.Context(), "one.example", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	network.off.Store(true)
	turn, err := hosts(t, leases, lease).Enter(t.Context(), "one.example", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if err := late.Sending(); !errors.Is(err, polite.ErrLate) {
		t.Errorf("a turn that is another's may still send: %v", err)
	}
	network.off.Store(false)
	// What the late one learned counts, and does not end the turn of the other.
	late.Leave(polite.Visit{Fault: social.Errorf(social.CodeUnavailable, "no answer")})
	if err := turn.Sending(); err != nil {
		t.Error(err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 2*lease)
	defer cancel()
	if _, err := hosts(t, leases, lease).Enter(soon, "one.example", time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a third has a turn while the second is in its own: %v", err)
	}
	turn.Leave(polite.Visit{Answered: true})
	third, err := hosts(t, leases, lease).Enter(t.Context(), "one.example", time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	third.Leave(polite.Visit{Answered: true})
}

// TestATurnOutlivesItsProcessOnlyWhereOthersLive has a process die in its turn. The one
// that starts the server anew knows so, and waits for the pause; the turn of a process
// that came later is kept, also against the process of the server.
func TestATurnOutlivesItsProcessOnlyWhereOthersLive(t *testing.T) {
	const pause, lease = time.Millisecond, time.Hour
	dir := t.TempDir()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	leases, err := bus.Leases(t.Context(), "hosts")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hosts(t, leases, lease).Enter(t.Context(), "one.example", pause); err != nil {
		t.Fatal(err)
	}
	if err := bus.Close(); err != nil {
		t.Fatal(err)
	}
	if leases, err = openStreamsIn(t, dir).Leases(t.Context(), "hosts"); err != nil {
		t.Fatal(err)
	}
	first := polite.New(polite.Options{MaxWait: time.Minute, Clock: clock.System{}, Leases: leases, Ended: leases.Ended(), Lease: lease})
	turn, err := first.Enter(t.Context(), "one.example", pause)
	if err != nil {
		t.Fatal(err)
	}
	turn.Leave(polite.Visit{Answered: true})
	if turn, err = hosts(t, leases, lease).Enter(t.Context(), "one.example", pause); err != nil {
		t.Fatal(err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if _, err := first.Enter(soon, "one.example", pause); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the process of the server takes a turn that is another's: %v", err)
	}
	turn.Leave(polite.Visit{Answered: true})
}
