package stream_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// TestADumpHasNothingOfOthers who use the same server; and what holds anything is not
// vacant, whatever others hold.
func TestADumpHasNothingOfOthers(t *testing.T) {
	url := outside(t)
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.*"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := js.Publish(t.Context(), "orders.1", []byte("a grinder")); err != nil {
		t.Fatal(err)
	}
	bus, err := stream.Open(t.Context(), stream.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	if err := bus.Vacant(t.Context()); err != nil {
		t.Errorf("nothing waits: %v", err)
	}
	put(t, bus.Posts, stream.Message{Key: "k", Data: []byte("page")})
	var out bytes.Buffer
	if n, err := bus.Dump(t.Context(), &out); err != nil || n != 1 || strings.Contains(out.String(), "ORDERS") {
		t.Errorf("%d messages, %v:\n%s", n, err, out.String())
	}
	if err := bus.Vacant(t.Context()); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("a page waits: %v", err)
	}
}
