package app

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// workerAckWait is how long the streams of these tests wait for word of a message.
const workerAckWait = time.Second

func openQueue(t *testing.T) *stream.Queue {
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
	return bus.Posts
}

func putNumbers(t *testing.T, q *stream.Queue, bodies ...string) {
	t.Helper()
	for i, body := range bodies {
		if err := q.Put(t.Context(), stream.Message{Key: fmt.Sprint("key ", i), Data: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
}

func number(data []byte) (int, error) { return strconv.Atoi(string(data)) }

// runUntilEmpty has w work with do until the queue is empty.
func runUntilEmpty(t *testing.T, q *stream.Queue, w *pipeline.Worker[int], do func(context.Context, []*pipeline.Task[int])) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var working sync.WaitGroup
	working.Go(func() { w.Run(ctx, do) })
	err := (&App{}).WaitFor(ctx, func() (bool, error) {
		n, err := q.Pending(ctx)
		return n == 0, err
	})
	stop()
	working.Wait()
	if err != nil {
		t.Fatal(err)
	}
}

// seen notes the tasks that were worked on.
type seen struct {
	mu    sync.Mutex
	tasks map[string]int
}

func (s *seen) add(task *pipeline.Task[int]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tasks == nil {
		s.tasks = map[string]int{}
	}
	s.tasks[fmt.Sprintf("%d, attempt %d", task.Value, task.Attempt)]++
}

// workerModes are the ways in which a worker takes messages.
var workerModes = map[string]pipeline.Options{
	"batches":               {Batch: 4, Wait: 50 * time.Millisecond},
	"one by one":            {},
	"as many as it is told": {Wait: 50 * time.Millisecond, Limit: func(context.Context) (int, error) { return 2, nil }},
}

// TestWorkerParksWhatIsNotReadable: a message that cannot be decoded is
// counted, logged and parked, and those beside it are worked on.
func TestWorkerParksWhatIsNotReadable(t *testing.T) {
	for name, opts := range workerModes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q, said := openQueue(t), &syncLog{}
			putNumbers(t, q, "1", "no number", "2", "")
			opts.Name, opts.Log = "numbers", slog.New(slog.NewTextHandler(said, nil))
			w := pipeline.New(Queue{Queue: q}, number, opts)
			var got seen
			runUntilEmpty(t, q, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
				for _, task := range tasks {
					got.add(task)
				}
				w.Finish(ctx, tasks...)
			})
			if diff := cmp.Diff(map[string]int{"1, attempt 1": 1, "2, attempt 1": 1}, got.tasks); diff != "" {
				t.Errorf("tasks (-want +got)\n%s", diff)
			}
			if n := strings.Count(said.String(), "numbers message parked"); n != 2 || w.Unreadable() != 2 {
				t.Errorf("%d not readable, logged %d times:\n%s", w.Unreadable(), n, said)
			}
		})
	}
}

// TestWorkerKeepsWhatItHasInHand: work that takes several times as long as the
// stream waits is done once.
func TestWorkerKeepsWhatItHasInHand(t *testing.T) {
	for name, opts := range workerModes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := openQueue(t)
			putNumbers(t, q, "1", "2", "3")
			opts.Name, opts.Workers, opts.Log = "numbers", 2, slog.New(slog.DiscardHandler)
			w := pipeline.New(Queue{Queue: q}, number, opts)
			var got seen
			runUntilEmpty(t, q, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
				time.Sleep(3 * workerAckWait)
				for _, task := range tasks {
					got.add(task)
				}
				w.Finish(ctx, tasks...)
			})
			if diff := cmp.Diff(map[string]int{"1, attempt 1": 1, "2, attempt 1": 1, "3, attempt 1": 1}, got.tasks); diff != "" {
				t.Errorf("tasks (-want +got)\n%s", diff)
			}
			if w.InHand() != 0 {
				t.Errorf("%d still in hand", w.InHand())
			}
		})
	}
}

// TestWorkerTriesAgain: what is handed back returns, and is logged once for all
// that failed together.
func TestWorkerTriesAgain(t *testing.T) {
	q, said := openQueue(t), &syncLog{}
	putNumbers(t, q, "1", "2")
	var attempts []int
	w := pipeline.New(Queue{Queue: q}, number, pipeline.Options{
		Name: "numbers", Batch: 2, Log: slog.New(slog.NewTextHandler(said, nil)), Retried: "numbers will be tried again", RetriedLevel: slog.LevelWarn,
		Backoff: func(attempt int) time.Duration {
			attempts = append(attempts, attempt)
			return time.Millisecond
		},
	})
	var got seen
	runUntilEmpty(t, q, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
		for _, task := range tasks {
			got.add(task)
		}
		if tasks[0].Attempt == 1 {
			w.Retry(ctx, social.Errorf(social.CodeUnavailable, "out of order"), tasks...)
			return
		}
		w.Finish(ctx, tasks...)
	})
	want := map[string]int{"1, attempt 1": 1, "1, attempt 2": 1, "2, attempt 1": 1, "2, attempt 2": 1}
	if diff := cmp.Diff(want, got.tasks); diff != "" {
		t.Errorf("tasks (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]int{1, 1}, attempts); diff != "" {
		t.Errorf("back-offs asked for (-want +got)\n%s", diff)
	}
	if n := strings.Count(said.String(), "out of order"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, said)
	}
}
