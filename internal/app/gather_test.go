package app

import (
	"context"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline"
)

// TestWorkerGathersABatch: where several times as many messages wait as are taken at
// once, a batch grows until it is enough, and what cannot be read is no part of it. The
// last batch is what is left.
func TestWorkerGathersABatch(t *testing.T) {
	q := openQueue(t)
	bodies := make([]string, 11)
	for i := range bodies {
		bodies[i] = strconv.Itoa(i + 1)
	}
	bodies[3] = "no number"
	putNumbers(t, q, bodies...)
	var asked [][]int
	w := pipeline.New(Queue{Queue: q}, number, pipeline.Options{Name: "numbers", Batch: 2, Wait: 50 * time.Millisecond, Log: slog.New(slog.DiscardHandler)},
		pipeline.Handling[int]{Enough: func(values []int, bytes int) bool {
			asked = append(asked, append([]int{len(values)}, bytes))
			return len(values) >= 5
		}})
	var batches [][]int
	runUntilEmpty(t, q, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
		var batch []int
		for _, task := range tasks {
			batch = append(batch, task.Value)
		}
		batches = append(batches, batch)
		w.Finish(ctx, tasks...)
	})
	if diff := cmp.Diff([][]int{{1, 2, 3, 5, 6}, {7, 8, 9, 10, 11}}, batches); diff != "" {
		t.Errorf("batches (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([][]int{{2, 2}, {3, 12}, {5, 14}, {2, 2}, {4, 5}}, asked); diff != "" {
		t.Errorf("asked whether so many values and bytes are enough (-want +got)\n%s", diff)
	}
	if w.Unreadable() != 1 {
		t.Errorf("%d are not readable", w.Unreadable())
	}
}
