package stream_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// TestEachFollowsAKey works on a key whose every message puts the next one, as
// the steps of a lane do.
func TestEachFollowsAKey(t *testing.T) {
	bus := open(t, t.TempDir())
	const lanes, steps, workers = 3, 40, 4
	for lane := range lanes {
		put(t, bus.Crawl, stream.Message{Key: fmt.Sprint(lane), Data: []byte("0")})
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	seen := map[string][]string{}
	ended := 0
	work := func(d *stream.Delivery) {
		mu.Lock()
		seen[d.Key] = append(seen[d.Key], string(d.Data))
		step := len(seen[d.Key])
		mu.Unlock()
		if step < steps {
			put(t, bus.Crawl, stream.Message{Key: d.Key, Data: fmt.Append(nil, step)})
		}
		if err := d.Done(); err != nil {
			t.Errorf("done: %v", err)
		}
		if step == steps {
			mu.Lock()
			if ended++; ended == lanes {
				cancel()
			}
			mu.Unlock()
		}
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			if err := bus.Crawl.Each(ctx, work); err != nil {
				t.Errorf("each: %v", err)
			}
		})
	}
	wg.Wait()
	var want []string
	for i := range steps {
		want = append(want, fmt.Sprint(i))
	}
	for lane := range lanes {
		if diff := cmp.Diff(want, seen[fmt.Sprint(lane)]); diff != "" {
			t.Errorf("lane %d: %s", lane, diff)
		}
	}
	none(t, bus.Crawl)
}

// TestEachKeepsNothing ends workers while messages are under way: every message
// is still in the queue for the next to ask.
func TestEachKeepsNothing(t *testing.T) {
	bus := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	const messages = 20
	for i := range messages {
		put(t, bus.Posts, stream.Message{Key: fmt.Sprint(i), Data: []byte("x")})
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			err := bus.Posts.Each(ctx, func(d *stream.Delivery) {
				cancel()
				if err := d.Nak(0); err != nil {
					t.Errorf("nak: %v", err)
				}
			})
			if err != nil {
				t.Errorf("each: %v", err)
			}
		})
	}
	wg.Wait()
	var keys []string
	for len(keys) < messages {
		got := fetch(t, bus.Posts, messages)
		if len(got) == 0 {
			t.Fatalf("only %d of %d messages came back", len(keys), messages)
		}
		for _, d := range got {
			keys = append(keys, d.Key)
		}
		ack(t, got...)
	}
	slices.Sort(keys)
	if distinct := slices.Compact(keys); len(distinct) != messages {
		t.Errorf("%d distinct messages, want %d", len(distinct), messages)
	}
}

func TestEachOfAClosedBus(t *testing.T) {
	bus := open(t, t.TempDir())
	done := make(chan error, 1)
	started := make(chan struct{})
	put(t, bus.Posts, stream.Message{Key: "k", Data: []byte("x")})
	go func() {
		done <- bus.Posts.Each(t.Context(), func(d *stream.Delivery) {
			if err := d.Ack(t.Context()); err != nil {
				t.Errorf("ack: %v", err)
			}
			close(started)
		})
	}()
	<-started
	if err := bus.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	if err := <-done; social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("each on a closed bus: %v, want %s", err, social.CodeUnavailable)
	}
}
