package stream_test

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// TestAServerThatLeavesIsAnOutage until it is back.
func TestAServerThatLeavesIsAnOutage(t *testing.T) {
	dir := t.TempDir()
	start := func(port int) *server.Server {
		srv, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true, JetStream: true, StoreDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		srv.Start()
		if !srv.ReadyForConnections(patience) {
			t.Fatal("the outside server did not start")
		}
		return srv
	}
	stop := func(srv *server.Server) { srv.Shutdown(); srv.WaitForShutdown() }
	first := start(server.RANDOM_PORT)
	bus, err := stream.Open(t.Context(), stream.Options{URL: first.ClientURL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() }) // the server may be gone
	until := func(want bool) social.Outage {
		t.Helper()
		for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(10 * time.Millisecond) {
			if o, out := bus.Outage(); out == want {
				return o
			}
		}
		t.Fatalf("an outage is never %t", want)
		return social.Outage{}
	}
	until(false)
	address, err := url.Parse(first.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(address.Port())
	if err != nil {
		t.Fatal(err)
	}
	stop(first)
	if o := until(true); o.Part != social.PartStreams || o.Kind != social.OutageUnreachable || o.Since.IsZero() {
		t.Errorf("outage %+v", o)
	}
	second := start(port)
	defer stop(second)
	until(false)
}
