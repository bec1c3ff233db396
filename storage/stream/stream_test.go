package stream_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// patience bounds waits that end much earlier unless something is broken.
const patience = 20 * time.Second

func open(t *testing.T, dir string) *stream.Bus {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := bus.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return bus
}

func put(t *testing.T, q *stream.Queue, msgs ...stream.Message) {
	t.Helper()
	if err := q.Put(t.Context(), msgs...); err != nil {
		t.Fatalf("put: %v", err)
	}
}

func fetch(t *testing.T, q *stream.Queue, max int) []*stream.Delivery {
	t.Helper()
	got, err := q.Fetch(t.Context(), max, patience)
	if err != nil {
		t.Fatalf("fetch: %v", err)
	}
	return got
}

func none(t *testing.T, q *stream.Queue) {
	t.Helper()
	got, err := q.Fetch(t.Context(), 10, 0)
	if err != nil || len(got) != 0 {
		t.Fatalf("fetch from an empty queue: %d deliveries, error %v", len(got), err)
	}
}

func ack(t *testing.T, deliveries ...*stream.Delivery) {
	t.Helper()
	for _, d := range deliveries {
		if err := d.Ack(t.Context()); err != nil {
			t.Fatalf("ack %q: %v", d.Key, err)
		}
	}
}

func texts(deliveries []*stream.Delivery) []string {
	var out []string
	for _, d := range deliveries {
		out = append(out, fmt.Sprintf("%s=%s #%d", d.Key, d.Data, d.Attempt))
	}
	return out
}

func wantPending(t *testing.T, q *stream.Queue, want int) {
	t.Helper()
	got, err := q.Pending(t.Context())
	if err != nil || got != want {
		t.Fatalf("pending: got %d (error %v), want %d", got, err, want)
	}
}

func TestMessagesOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	put(t, first.Posts, stream.Message{Key: "a", Data: []byte("1")}, stream.Message{Key: "b", Data: []byte("2")}, stream.Message{Key: "a", Data: []byte("3")})
	got := fetch(t, first.Posts, 2)
	ack(t, got[0])
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	second := open(t, dir)
	wantPending(t, second.Posts, 2)
	// "b" was delivered and not acknowledged: it is there at once, not after
	// the acknowledgement deadline of half a minute.
	if diff := cmp.Diff([]string{"b=2 #1", "a=3 #1"}, texts(fetch(t, second.Posts, 10))); diff != "" {
		t.Error(diff)
	}
}

func TestNewerMessageReplacesOlderInFlight(t *testing.T) {
	bus := open(t, t.TempDir())
	put(t, bus.Crawl, stream.Message{Key: "news/tag:tea", Data: []byte("step 1")})
	older := fetch(t, bus.Crawl, 1)
	put(t, bus.Crawl, stream.Message{Key: "news/tag:tea", Data: []byte("step 2")})
	wantPending(t, bus.Crawl, 1)
	ack(t, older...)
	wantPending(t, bus.Crawl, 1)
	newer := fetch(t, bus.Crawl, 1)
	if diff := cmp.Diff([]string{"news/tag:tea=step 2 #1"}, texts(newer)); diff != "" {
		t.Fatal(diff)
	}
	ack(t, newer...)
	wantPending(t, bus.Crawl, 0)
	if has, err := bus.Crawl.Has(t.Context(), "news/tag:tea"); err != nil || has {
		t.Fatalf("has after the last ack: %v, error %v", has, err)
	}
}

func TestNakOfReplacedMessageDoesNotBringItBack(t *testing.T) {
	bus := open(t, t.TempDir())
	put(t, bus.Crawl, stream.Message{Key: "lane", Data: []byte("old")})
	older := fetch(t, bus.Crawl, 1)
	put(t, bus.Crawl, stream.Message{Key: "lane", Data: []byte("new")})
	if err := older[0].Nak(0); err != nil {
		t.Fatal(err)
	}
	newer := fetch(t, bus.Crawl, 5)
	if diff := cmp.Diff([]string{"lane=new #1"}, texts(newer)); diff != "" {
		t.Fatal(diff)
	}
	ack(t, newer...)
	none(t, bus.Crawl)
}

func TestNakDeliversAgain(t *testing.T) {
	bus := open(t, t.TempDir())
	put(t, bus.Media, stream.Message{Key: "u", Data: []byte("x")})
	for attempt := 1; attempt <= 3; attempt++ {
		got := fetch(t, bus.Media, 1)
		if diff := cmp.Diff([]string{fmt.Sprintf("u=x #%d", attempt)}, texts(got)); diff != "" {
			t.Fatal(diff)
		}
		if err := got[0].Working(); err != nil {
			t.Fatal(err)
		}
		if err := got[0].Nak(time.Duration(attempt) * time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := bus.Media.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stats.Bytes, stats.InFlight = 0, 0
	if diff := cmp.Diff(stream.Stats{Pending: 1, Put: 1, Fetched: 3, Nacked: 3}, stats); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKeyIsLegal(t *testing.T) {
	keys := map[string]string{
		"empty": "", "wildcards": "*.>", "spaces": " a\tb\r\n", "other scripts": "茶/чай", "not UTF-8": "\xff\x00",
		"a URL": "https://a.example/x?y=1#z", "long": strings.Repeat("long/", 2000),
	}
	bus := open(t, t.TempDir())
	bucket, err := bus.Bucket(t.Context(), "keys")
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range keys {
		t.Run(name, func(t *testing.T) {
			put(t, bus.Media, stream.Message{Key: key, Data: []byte(name)})
			if has, err := bus.Media.Has(t.Context(), key); err != nil || !has {
				t.Errorf("has: %v, error %v", has, err)
			}
			if has, err := bus.Media.Has(t.Context(), key+"'"); err != nil || has {
				t.Errorf("has a key that was never put: %v, error %v", has, err)
			}
			got := fetch(t, bus.Media, 1)
			if got[0].Key != key || string(got[0].Data) != name {
				t.Errorf("got key %q, data %q", got[0].Key, got[0].Data)
			}
			ack(t, got...)

			if err := bucket.Put(t.Context(), key, []byte(name)); err != nil {
				t.Fatal(err)
			}
			value, _, err := bucket.Get(t.Context(), key)
			if err != nil || string(value) != name {
				t.Errorf("bucket: got %q, error %v", value, err)
			}
			listed, err := bucket.Keys(t.Context())
			if diff := cmp.Diff([]string{key}, listed); diff != "" || err != nil {
				t.Errorf("keys: %v\n%s", err, diff)
			}
			if err := bucket.Delete(t.Context(), key); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestSameIDIsStoredOnce(t *testing.T) {
	bus := open(t, t.TempDir())
	for range 3 {
		put(t, bus.Posts, stream.Message{Key: "k", ID: "page-1", Data: []byte("x")})
	}
	wantPending(t, bus.Posts, 1)
}

func TestSizeLimit(t *testing.T) {
	bus := open(t, t.TempDir())
	put(t, bus.Posts, stream.Message{Key: "big", Data: make([]byte, 8<<20-4<<10)})
	err := bus.Posts.Put(t.Context(), stream.Message{Key: "too big", Data: make([]byte, stream.MaxData+1)})
	if social.CodeOf(err) != social.CodeInvalid {
		t.Fatalf("a message above the limit: %v", err)
	}
	wantPending(t, bus.Posts, 1)
}

// TestLargeMessages puts more than the server takes in one message, and wants it back
// whole, also in the next process, and nothing left of it when it is done with.
func TestLargeMessages(t *testing.T) {
	dir := t.TempDir()
	bus := open(t, dir)
	data := bytes.Repeat([]byte("0123456789abcdef"), 12<<20/16)
	put(t, bus.Posts, stream.Message{Key: "before", Data: []byte("x")}, stream.Message{Key: "big", Data: data}, stream.Message{Key: "after", Data: []byte("y")})
	if err := bus.Close(); err != nil {
		t.Fatal(err)
	}
	bus = open(t, dir)
	got := fetch(t, bus.Posts, 5)
	if len(got) != 3 || got[1].Key != "big" || !bytes.Equal(got[1].Data, data) || got[1].Fault != nil {
		t.Fatalf("%d messages", len(got))
	}
	for _, d := range got {
		if err := d.Ack(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	wantPending(t, bus.Posts, 0)
	var size int64
	err := filepath.WalkDir(dir, func(_ string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		info, err := f.Info()
		size += info.Size()
		return err
	})
	if err != nil || size > 8<<20 {
		t.Errorf("%d bytes are left, %v", size, err)
	}
}

func TestFetchWaitsForTheFirstMessage(t *testing.T) {
	bus := open(t, t.TempDir())
	var wg sync.WaitGroup
	wg.Go(func() { put(t, bus.Posts, stream.Message{Key: "k", Data: []byte("late")}) })
	if diff := cmp.Diff([]string{"k=late #1"}, texts(fetch(t, bus.Posts, 5))); diff != "" {
		t.Error(diff)
	}
	wg.Wait()
	if got, err := bus.Posts.Fetch(t.Context(), 5, 50*time.Millisecond); err != nil || len(got) != 0 {
		t.Errorf("empty queue: %d deliveries, error %v", len(got), err)
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	bus := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := bus.Posts.Fetch(ctx, 5, time.Hour)
		done <- err
	}()
	cancel()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a cancelled fetch reports no error")
		}
	case <-time.After(patience):
		t.Fatal("fetch did not return after its context was cancelled")
	}
}

func TestManyProducersAndConsumers(t *testing.T) {
	bus := open(t, t.TempDir())
	const producers, each = 4, 500
	var wg sync.WaitGroup
	for p := range producers {
		wg.Go(func() {
			msgs := make([]stream.Message, each)
			for i := range msgs {
				msgs[i] = stream.Message{Key: "k", Data: fmt.Appendf(nil, "%d/%d", p, i)}
			}
			put(t, bus.Posts, msgs...)
		})
	}
	var mu sync.Mutex
	seen := map[string]int{}
	for range 3 {
		wg.Go(func() {
			for {
				mu.Lock()
				done := len(seen) == producers*each
				mu.Unlock()
				if done {
					return
				}
				got, err := bus.Posts.Fetch(t.Context(), 64, 100*time.Millisecond)
				if err != nil {
					t.Errorf("fetch: %v", err)
					return
				}
				for _, d := range got {
					if err := d.Ack(t.Context()); err != nil {
						t.Errorf("ack: %v", err)
						return
					}
					mu.Lock()
					seen[string(d.Data)]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for data, n := range seen {
		if n != 1 {
			t.Errorf("%s was delivered %d times", data, n)
		}
	}
	wantPending(t, bus.Posts, 0)
}
