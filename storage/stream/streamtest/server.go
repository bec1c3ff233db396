// Package streamtest runs a NATS server as an operator would, beside Earshot, for tests
// of Earshot as several processes.
package streamtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// startWait is how long the server may take until it listens.
const startWait = time.Minute

// Serve runs a server with JetStream on addr, a loopback host and port, which keeps its
// files in dir. It calls ready once the server answers, and returns when ctx has ended and
// the server with it.
func Serve(ctx context.Context, addr, dir string, ready func()) error {
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("streamtest: address: %w", err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("streamtest: port: %w", err)
	}
	srv, err := server.NewServer(&server.Options{Host: host, Port: port, NoSigs: true, NoLog: true, JetStream: true, StoreDir: dir})
	if err != nil {
		return fmt.Errorf("streamtest: make server: %w", err)
	}
	srv.Start()
	defer srv.WaitForShutdown()
	defer srv.Shutdown()
	if !srv.ReadyForConnections(startWait) {
		return errors.New("streamtest: the server does not listen")
	}
	ready()
	<-ctx.Done()
	return nil
}
