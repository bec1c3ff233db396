package demo

import (
	"context"
	"net"
)

// freeAddr is addr, or where somebody listens there already, a free port of
// the same host: a demo should not fail for want of a port.
func freeAddr(ctx context.Context, addr string) string {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err == nil {
		// Whatever closing says, the dashboard's own Listen will say it better.
		_ = listener.Close()
		return addr
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return net.JoinHostPort(host, "0")
}
