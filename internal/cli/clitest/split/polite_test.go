//go:build unix

package split

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// allowance is by how much a busy machine may be late to see the first of two requests.
const allowance = pause / 4

// host notes who asked it when.
type host struct {
	*httptest.Server
	arrived chan arrival
	mu      sync.Mutex
	inside  int
}

type arrival struct {
	at time.Time
	by string
	// beside is how many requests were being answered.
	beside int
}

func newHost(t *testing.T) *host {
	h := &host{arrived: make(chan arrival, 1000)}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := time.Now()
		h.mu.Lock()
		h.arrived <- arrival{at: at, by: strings.Split(r.URL.Path, "/")[1], beside: h.inside}
		h.inside++
		h.mu.Unlock()
		time.Sleep(50 * time.Millisecond)
		h.mu.Lock()
		h.inside--
		h.mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(h.Close)
	return h
}

// start starts a crawler of that name.
func (h *host) start(t *testing.T, dir, name string) *os.Process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crawlDir+"="+dir, crawlHost+"="+h.URL, crawlName+"="+name)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may be dead
		_ = cmd.Wait()         // and is killed
	})
	return cmd.Process
}

// watchLateness returns by how much this process was late at most since then to do what
// was due: a request may have been seen so much after it came.
func watchLateness(t *testing.T) (most func() time.Duration) {
	const every = 5 * time.Millisecond
	var worst atomic.Int64
	go func() {
		for t.Context().Err() == nil {
			began := time.Now()
			time.Sleep(every)
			worst.Store(max(worst.Load(), int64(time.Since(began)-every)))
		}
	}()
	return func() time.Duration { return time.Duration(worst.Load()) }
}

// next waits for n requests.
func (h *host) next(t *testing.T, n int) []arrival {
	t.Helper()
	var all []arrival
	for range n {
		select {
		case a := <-h.arrived:
			all = append(all, a)
		case <-time.After(2 * time.Minute):
			t.Fatalf("nobody asks any more after %d of %d requests", len(all), n)
		}
	}
	return all
}

func signal(t *testing.T, p *os.Process, s syscall.Signal) {
	t.Helper()
	if err := p.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// TestProcessesShareThePauseOfAHost lets three processes ask one host, stops some for
// longer than their lease at any moment, and kills them in their turns: no two requests
// are closer than the pause.
func TestProcessesShareThePauseOfAHost(t *testing.T) {
	dir := t.TempDir()
	openStreamsIn(t, dir)
	h := newHost(t)
	crawlers := map[string]*os.Process{}
	for _, name := range []string{"one", "two", "three"} {
		crawlers[name] = h.start(t, dir, name)
	}
	late := watchLateness(t)
	by := map[string]int{}
	var seen []arrival
	for len(by) < len(crawlers) { // one may start late
		first := h.next(t, 1)[0]
		by[first.by]++
		seen = append(seen, first)
	}
	clear(by)
	for _, a := range h.next(t, 12) {
		by[a.by]++
		seen = append(seen, a)
	}
	for _, p := range crawlers {
		time.Sleep(rand.N(pause))
		signal(t, p, syscall.SIGSTOP)
		time.Sleep(lease + lease/4)
		signal(t, p, syscall.SIGCONT)
	}
	seen = append(seen, h.next(t, len(h.arrived)+2)...)
	// Whoever asks next dies of it.
	last := h.next(t, 1)[0]
	seen = append(seen, last)
	for by := last.by; ; {
		if p := crawlers[by]; p != nil {
			signal(t, p, syscall.SIGKILL)
			break
		}
		last = h.next(t, 1)[0]
		by, seen = last.by, append(seen, last)
	}
	seen = append(seen, h.next(t, 4)...)
	for name := range crawlers {
		if by[name] < 2 {
			t.Errorf("%s had %d of twelve turns", name, by[name])
		}
	}
	t.Logf("%d requests in %s, twelve of them by %v", len(seen), seen[len(seen)-1].at.Sub(seen[0].at), by)
	least := pause - allowance - late()
	for i := 1; i < len(seen); i++ {
		if gap := seen[i].at.Sub(seen[i-1].at); gap < least {
			t.Errorf("request %d (%s) came %s after the one before (%s)", i, seen[i].by, gap, seen[i-1].by)
		}
		if seen[i].beside > 0 {
			t.Errorf("request %d came while %d were under way", i, seen[i].beside)
		}
	}
}
