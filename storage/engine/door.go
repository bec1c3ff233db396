package engine

import (
	"bufio"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// helloTimeout is how long a client may take to say who it is.
	helloTimeout = 5 * time.Second
	// strangersMost is how many clients may be about to say it. One more is turned
	// away at once, so that whoever only connects holds little of this process.
	strangersMost = 64
	// tellEvery bounds how often the log hears of refused clients.
	tellEvery = time.Minute
)

// door is the address of the engine for everybody: it reads the first packet of
// a client, compares user and password with the record's, and only then connects
// the client to the engine. Nobody else's bytes reach the engine, so whatever it
// does about a wrong login, garbage or a client that says nothing, it does not
// come to that.
type door struct {
	log    *slog.Logger
	record record
	dial   func(context.Context) (net.Conn, error)
	listen net.Listener
	// strangers has a place for each client that has not said who it is.
	strangers chan struct{}
	refused   atomic.Int64

	mu     sync.Mutex
	closed bool
	told   time.Time
	conns  map[net.Conn]struct{}
	done   sync.WaitGroup
}

// openDoor serves the clients that l accepts until close.
func openDoor(log *slog.Logger, l net.Listener, r record, dial func(context.Context) (net.Conn, error)) *door {
	d := &door{log: log, record: r, dial: dial, listen: l, strangers: make(chan struct{}, strangersMost), conns: map[net.Conn]struct{}{}}
	d.done.Go(d.serve)
	return d
}

func (d *door) serve() {
	for {
		conn, err := d.listen.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // out of descriptors, or the client is gone already
			time.Sleep(pollEvery)
			continue
		}
		select {
		case d.strangers <- struct{}{}:
			d.done.Go(func() { d.meet(conn) })
		default:
			conn.Close() // nothing was said on it
			d.refuse("too many clients at once that do not say who they are")
		}
	}
}

// meet serves one client to its end.
func (d *door) meet(conn net.Conn) {
	if !d.keep(conn) {
		<-d.strangers
		conn.Close()
		return
	}
	defer d.drop(conn)
	first, err := d.admit(conn)
	<-d.strangers
	if err != nil {
		d.refuse(err.Error())
		return
	}
	d.connect(conn, first)
}

// keep notes a connection, so that close can end it. It is false when the door
// is closed already.
func (d *door) keep(conn net.Conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.conns[conn] = struct{}{}
	}
	return !d.closed
}

func (d *door) drop(conn net.Conn) {
	conn.Close() // whichever side ended, the other hears of it
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.conns, conn)
}

// admit lets a client in by its first packet, and returns what was read of it.
func (d *door) admit(conn net.Conn) ([]byte, error) {
	if err := conn.SetDeadline(time.Now().Add(helloTimeout)); err != nil {
		return nil, fmt.Errorf("engine: set deadline: %w", err)
	}
	from := bufio.NewReader(conn)
	h, err := readHello(from)
	if err != nil {
		return nil, err
	}
	user := subtle.ConstantTimeCompare([]byte(h.user), []byte(d.record.User))
	password := subtle.ConstantTimeCompare([]byte(h.password), []byte(d.record.Password))
	if user&password != 1 {
		// The client may be gone; it was refused either way.
		_, _ = conn.Write(refusal("Authentication failed: user and password are those of engine.json in the data folder"))
		return nil, errors.New("engine: wrong user or password")
	}
	rest, err := from.Peek(from.Buffered())
	if err != nil {
		return nil, fmt.Errorf("engine: read hello: %w", err)
	}
	return append(h.raw, rest...), conn.SetDeadline(time.Time{})
}

// connect copies between client and engine until one of them ends; first is
// what the client has said already.
func (d *door) connect(client net.Conn, first []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), helloTimeout)
	defer cancel()
	engine, err := d.dial(ctx)
	if err != nil {
		return // it is being restarted: the client connects again
	}
	if !d.keep(engine) {
		engine.Close()
		return
	}
	defer d.drop(engine)
	d.done.Go(func() {
		// An error ends the connection as an end does.
		_, _ = io.Copy(client, engine)
		client.Close()
	})
	if _, err := engine.Write(first); err == nil {
		_, _ = io.Copy(engine, client)
	}
}

// refuse counts a client that was turned away, and tells of it once a minute.
func (d *door) refuse(why string) {
	n := d.refused.Add(1)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || time.Since(d.told) < tellEvery {
		return
	}
	d.told = time.Now()
	d.log.Warn("engine refused a client", "why", why, "refused", n)
}

// close stops listening and ends all connections.
func (d *door) close() error {
	d.mu.Lock()
	d.closed = true
	err := d.listen.Close()
	for conn := range d.conns {
		conn.Close() // it ends; what it says of that is of no use
	}
	d.mu.Unlock()
	d.done.Wait()
	if err != nil {
		return fmt.Errorf("engine: close door: %w", err)
	}
	return nil
}
