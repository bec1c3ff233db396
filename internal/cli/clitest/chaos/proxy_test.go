//go:build linux

package chaos

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// network is the way to a server, which can be cut and delayed.
type network struct {
	listener net.Listener

	mu sync.Mutex
	// to is where the server is.
	to    string
	open  map[net.Conn]bool
	cut   bool
	delay time.Duration
}

func newNetwork(t *testing.T, to string) *network {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &network{listener: listener, to: to, open: map[net.Conn]bool{}}
	go n.serve()
	t.Cleanup(func() {
		_ = listener.Close() // it ends serve
		n.setCut(true)
	})
	return n
}

func (n *network) addr() string { return n.listener.Addr().String() }

func (n *network) serve() {
	for {
		near, err := n.listener.Accept()
		if err != nil {
			return
		}
		n.mu.Lock()
		to, cut := n.to, n.cut
		n.mu.Unlock()
		far, err := net.Dial("tcp", to)
		if cut || err != nil {
			_ = near.Close() // as of a server that is not there
			if err == nil {
				_ = far.Close()
			}
			continue
		}
		if !n.note(near, far) {
			continue
		}
		go n.pass(far, near)
		go n.pass(near, far)
	}
}

// note remembers connections, so that they can be cut.
func (n *network) note(conns ...net.Conn) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range conns {
		if n.cut {
			_ = c.Close()
			continue
		}
		n.open[c] = true
	}
	return !n.cut
}

// pass copies what comes, late where that is asked for, until either end is closed.
func (n *network) pass(to, from net.Conn) {
	defer n.drop(to, from)
	part := make([]byte, 32<<10)
	for {
		size, err := from.Read(part)
		if err != nil {
			return
		}
		n.mu.Lock()
		delay := n.delay
		n.mu.Unlock()
		time.Sleep(delay)
		if _, err := to.Write(part[:size]); err != nil {
			return
		}
	}
}

func (n *network) drop(conns ...net.Conn) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range conns {
		delete(n.open, c)
		_ = c.Close() // the other side may have been first
	}
}

// setCut breaks every connection and lets none be made, until it is taken back. It returns
// how many it broke.
func (n *network) setCut(cut bool) (broken int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.cut = cut
	if !cut {
		return 0
	}
	for c := range n.open {
		// A broken network does not say goodbye.
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = c.Close()
		broken++
	}
	clear(n.open)
	return broken
}

func (n *network) setDelay(d time.Duration) (passing int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.delay = d
	return len(n.open)
}

// TestTheNetworkIsCut proves that what a round relies on cuts.
func TestTheNetworkIsCut(t *testing.T) {
	t.Parallel()
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	go func() {
		for {
			c, err := echo.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(c, c) }()
		}
	}()
	n := newNetwork(t, echo.Addr().String())
	answers := func() bool {
		c, err := net.Dial("tcp", n.addr())
		if err != nil {
			return false
		}
		defer c.Close()
		if _, err := c.Write([]byte("x")); err != nil {
			return false
		}
		got, err := io.ReadFull(c, make([]byte, 1))
		return got == 1 && err == nil
	}
	if !answers() {
		t.Error("nothing comes through")
	}
	n.setCut(true)
	if answers() {
		t.Error("something comes through a cut")
	}
	n.setCut(false)
	if !answers() {
		t.Error("nothing comes through after a cut")
	}
}
