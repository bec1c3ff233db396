package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline"
	"earshot/internal/social"
	"earshot/storage/stream"
)

func openBus(t *testing.T) *stream.Bus {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: t.TempDir(), AckWait: workerAckWait, Log: slog.New(slog.DiscardHandler)})
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

// quick are options of a worker that tries again at once.
func quick(opts pipeline.Options, log *syncLog) pipeline.Options {
	opts.Name, opts.Log, opts.Attempts = "numbers", slog.New(slog.NewTextHandler(log, nil)), 3
	opts.Backoff = func(int) time.Duration { return time.Millisecond }
	opts.RetriedLevel, opts.Retried = slog.LevelWarn, "will be repeated"
	return opts
}

// whole works on tasks as one: a task of 13 spoils its whole batch, one of 14 panics.
func whole(w *pipeline.Worker[int], done *sync.Map, tries *atomic.Int64) func(context.Context, []*pipeline.Task[int]) {
	return func(ctx context.Context, tasks []*pipeline.Task[int]) {
		for _, task := range tasks {
			switch task.Value {
			case 13:
				tries.Add(1)
				w.Retry(ctx, errors.New("thirteen is not liked"), tasks...)
				return
			case 14:
				panic("fourteen")
			}
		}
		for _, task := range tasks {
			done.Store(task.Value, true)
		}
		w.Finish(ctx, tasks...)
	}
}

// TestWorkerParksTheOneAtFault: of a batch that fails as a whole, the messages at fault
// are parked with their errors, after as many attempts of their own, and all others done.
func TestWorkerParksTheOneAtFault(t *testing.T) {
	for name, opts := range workerModes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bus, said := openBus(t), &syncLog{}
			putNumbers(t, bus.Posts, "1", "13", "2", "14", "3", "4", "5", "no number")
			var w *pipeline.Worker[int]
			w = pipeline.New(Queue{Queue: bus.Posts}, number, quick(opts, said), pipeline.Handling[int]{
				About: func(_ string, n int) (source, what string) { return "town", fmt.Sprint("the number ", n) },
			})
			var done sync.Map
			var tries atomic.Int64
			runUntilEmpty(t, bus.Posts, w, whole(w, &done, &tries))
			var got []string
			done.Range(func(n, _ any) bool { got = append(got, fmt.Sprint(n)); return true })
			slices.Sort(got)
			if diff := cmp.Diff([]string{"1", "2", "3", "4", "5"}, got); diff != "" {
				t.Errorf("done (-want +got)\n%s", diff)
			}
			parked, err := bus.Parking.List(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(parked, func(a, b social.Parked) int { return strings.Compare(a.What, b.What) })
			if len(parked) != 3 || w.Parked() != 3 {
				t.Fatalf("parked %d: %+v\n%s", w.Parked(), parked, said)
			}
			for i, want := range []struct{ what, fault string }{{"message of the numbers stream for key 7", "it cannot be read"}, {"the number 13", "thirteen is not liked"}, {"the number 14", "panic: fourteen"}} {
				if p := parked[i]; p.What != want.what || !strings.Contains(p.Error, want.fault) || p.Queue != "posts" || p.At.IsZero() || p.First.After(p.At) {
					t.Errorf("parked %+v, want %+v", p, want)
				}
			}
			if p := parked[1]; p.Attempts != 3 || p.Source != "town" || tries.Load() > 4 {
				t.Errorf("after %d tries: %+v", tries.Load(), p)
			}
		})
	}
}

// TestWorkerParksNothingInAnOutage: as long as what work stands on is away, nothing is
// parked, however often it fails; when it is back, all is done.
func TestWorkerParksNothingInAnOutage(t *testing.T) {
	faults := map[string]error{
		"unavailable":          social.Errorf(social.CodeInternal, "publish: %w", social.Errorf(social.CodeUnavailable, "no answer")),
		"disk full":            fmt.Errorf("write: %w", errors.Join(errors.New("archive"), syscall.ENOSPC)),
		"unknown, not healthy": errors.New("something is wrong with everything"),
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bus, said := openBus(t), &syncLog{}
			putNumbers(t, bus.Posts, "1", "2", "3")
			var calls atomic.Int64
			away := func() bool { return calls.Load() < 60 }
			opts := quick(pipeline.Options{Batch: 2, Wait: 50 * time.Millisecond}, said)
			opts.Healthy = func(context.Context) error {
				if away() {
					return fault
				}
				return nil
			}
			w := pipeline.New(Queue{Queue: bus.Posts}, number, opts)
			runUntilEmpty(t, bus.Posts, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
				if calls.Add(1); away() {
					w.Retry(ctx, fault, tasks...)
					return
				}
				w.Finish(ctx, tasks...)
			})
			if n := w.Parked(); n != 0 {
				t.Errorf("%d parked\n%s", n, said)
			}
		})
	}
}

// TestParkedAreRetriedAndDropped has parked messages put back and deleted, large ones too.
func TestParkedAreRetriedAndDropped(t *testing.T) {
	t.Parallel()
	bus := openBus(t)
	large := strings.Repeat("x", 20<<20)
	putNumbers(t, bus.Posts, "no number", large)
	said := &syncLog{}
	run := func() {
		w := pipeline.New(Queue{Queue: bus.Posts}, number, quick(pipeline.Options{Batch: 8, Wait: 50 * time.Millisecond}, said))
		runUntilEmpty(t, bus.Posts, w, func(ctx context.Context, tasks []*pipeline.Task[int]) { w.Finish(ctx, tasks...) })
	}
	run()
	for range 2 {
		parked, err := bus.Parking.List(t.Context())
		if err != nil || len(parked) != 2 {
			t.Fatalf("parked %+v, %v\n%s", parked, err, said)
		}
		for _, p := range parked {
			_, data, err := bus.Parking.Get(t.Context(), p.ID)
			if err != nil || string(data) != large && string(data) != "no number" || int(p.Bytes) != len(data) {
				t.Errorf("%+v: %d bytes, %v", p, len(data), err)
			}
			if err := bus.Parking.Retry(t.Context(), p.ID); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := bus.Parking.Count(t.Context()); n != 0 || err != nil {
			t.Errorf("%d parked after a retry, %v", n, err)
		}
		run() // they fail again, and are parked again
	}
	parked, err := bus.Parking.List(t.Context())
	if err != nil || len(parked) != 2 {
		t.Fatalf("parked %+v, %v", parked, err)
	}
	for _, p := range parked {
		if err := bus.Parking.Drop(t.Context(), p.ID); err != nil {
			t.Fatal(err)
		}
		if err := bus.Parking.Drop(t.Context(), p.ID); social.CodeOf(err) != social.CodeNotFound {
			t.Errorf("dropped twice: %v", err)
		}
	}
	if n, err := bus.Parking.Count(t.Context()); n != 0 || err != nil {
		t.Errorf("%d parked after all were dropped, %v", n, err)
	}
}
