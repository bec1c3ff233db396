package stream_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"

	"earshot/storage/stream"
)

// outside starts a NATS server of its own on a loopback port, as an operator would.
func outside(t *testing.T) (url string) {
	t.Helper()
	srv, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	srv.Start()
	t.Cleanup(func() {
		srv.Shutdown()
		srv.WaitForShutdown()
	})
	if !srv.ReadyForConnections(patience) {
		t.Fatal("the outside server did not start")
	}
	return srv.ClientURL()
}

func TestTwoProcessesShareAnOutsideServer(t *testing.T) {
	url := outside(t)
	join := func() *stream.Bus {
		bus, err := stream.Open(t.Context(), stream.Options{URL: url})
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
	one := join()
	put(t, one.Posts, stream.Message{Key: "a", Data: []byte("1")}, stream.Message{Key: "b", Data: []byte("2")})
	first := fetch(t, one.Posts, 1)

	// What one process works on is not handed to one that joins later.
	two := join()
	second := fetch(t, two.Posts, 5)
	if diff := cmp.Diff([]string{"a=1 #1", "b=2 #1"}, append(texts(first), texts(second)...)); diff != "" {
		t.Fatal(diff)
	}
	ack(t, first...)
	ack(t, second...)
	wantPending(t, two.Posts, 0)

	if err := bucket(t, one, "shared").Put(t.Context(), "k", []byte("v")); err != nil {
		t.Fatal(err)
	}
	if value, _, err := bucket(t, two, "shared").Get(t.Context(), "k"); string(value) != "v" || err != nil {
		t.Fatalf("got %q, error %v", value, err)
	}
}
