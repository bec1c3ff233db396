package bluesky_test

import (
	"net/url"
	"testing"
	"time"

	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/bluesky/jetstreamtest"
)

// FuzzParseEvent wants every message read or refused, and read events complete.
func FuzzParseEvent(f *testing.F) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, ev := range jetstreamtest.Sample(at, time.Millisecond, 60, "northwind") {
		f.Add(ev.Data)
	}
	f.Add([]byte(`{"did":"did:plc:x","time_us":1,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a","record":{"text":"\u0000","embed":{"$type":"app.bsky.embed.video","video":{"ref":{"$link":"a"}}}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		ev, err := bluesky.New().ParseEvent(data)
		if err != nil || ev.Post == nil {
			return
		}
		p := *ev.Post
		if p.ID == "" || ev.At.IsZero() || ev.Author == "" || !p.Deleted && p.CreatedAt.IsZero() {
			t.Fatalf("%q is read as %+v", data, ev)
		}
		addresses := []string{p.URL}
		for _, im := range p.Images {
			addresses = append(addresses, im.URL)
		}
		for _, address := range addresses {
			if u, err := url.Parse(address); err != nil || !p.Deleted && u.Host == "" {
				t.Fatalf("%q has the address %q", data, address)
			}
		}
	})
}

// BenchmarkParseEvent is one event of a stream as it comes.
func BenchmarkParseEvent(b *testing.B) {
	events := jetstreamtest.Sample(time.Now(), time.Millisecond, 1000, "northwind")
	i := 0
	for b.Loop() {
		if _, err := bluesky.New().ParseEvent(events[i%len(events)].Data); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
