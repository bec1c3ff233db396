//go:build linux

package chaos

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/storage/engine"
	"earshot/storage/stream/streamtest"
)

// Variables of the environment by which a round starts this program as what stands beyond
// the network.
const (
	engineDir = "CHAOS_ENGINE_DIR"
	natsDir   = "CHAOS_NATS_DIR"
	natsAddr  = "CHAOS_NATS_ADDR"
)

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	serve := serveEngine
	dir := os.Getenv(engineDir)
	if dir == "" {
		serve, dir = serveNATS, os.Getenv(natsDir)
	}
	if dir == "" {
		clitest.Main(m)
	}
	// The end of the test closes the input, however it ends.
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	if err := serve(ctx, dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serveEngine prints the address of an engine once it answers, and the process that it is.
func serveEngine(ctx context.Context, dir string) error {
	e, err := engine.Start(ctx, engine.Options{Dir: filepath.Join(dir, "engine")})
	if err != nil {
		return err
	}
	fmt.Println(e.DSN())
	<-ctx.Done()
	return e.Close()
}

func serveNATS(ctx context.Context, dir string) error {
	addr := os.Getenv(natsAddr)
	return streamtest.Serve(ctx, addr, dir, func() { fmt.Println(addr) })
}
