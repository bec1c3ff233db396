package fetch

import (
	"context"
	"net"
	"net/http/httptrace"
	"sync/atomic"
)

// fence stands between a request and its connection: nothing of the request is written
// once allow returns an error. It is asked as late as a program can, at each write, as
// connecting may take long and a process can stand still at any moment.
type fence struct {
	// allow is nil where everything is.
	allow   func() error
	refused atomic.Pointer[error]
}

// fault is why the request was not sent; nil if it was.
func (f *fence) fault() error {
	if err := f.refused.Load(); err != nil {
		return *err
	}
	return nil
}

func (f *fence) check() error {
	err := f.allow()
	if err != nil {
		f.refused.Store(&err)
	}
	return err
}

// watch returns a context whose request is sent through the fence, over connections of
// a fencedDialer.
func (f *fence) watch(ctx context.Context) context.Context {
	if f.allow == nil {
		return ctx
	}
	var used atomic.Pointer[fencedConn]
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			if conn := fenced(info.Conn); conn != nil {
				used.Store(conn)
				conn.fence.Store(f)
			}
		},
		WroteRequest: func(httptrace.WroteRequestInfo) {
			if conn := used.Load(); conn != nil {
				conn.fence.CompareAndSwap(f, nil)
			}
		},
	})
}

// fenced is the connection below conn that has a place for a fence; nil where there is
// none.
func fenced(conn net.Conn) *fencedConn {
	for {
		switch c := conn.(type) {
		case *fencedConn:
			return c
		case interface{ NetConn() net.Conn }: // as TLS has it
			conn = c.NetConn()
		default:
			return nil
		}
	}
}

// fencedConn is a connection whose writes a fence may refuse.
type fencedConn struct {
	net.Conn
	fence atomic.Pointer[fence]
}

func (c *fencedConn) Write(b []byte) (int, error) {
	if f := c.fence.Load(); f != nil {
		if err := f.check(); err != nil {
			return 0, err
		}
	}
	return c.Conn.Write(b)
}

// fencedDialer makes such connections.
type fencedDialer struct{ *net.Dialer }

func (d fencedDialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &fencedConn{Conn: conn}, nil
}
