// Package crawl takes the steps of lanes from the crawl stream and has them done,
// and puts the posts they find on the posts stream.
package crawl

import (
	"context"
	"log/slog"
	"strings"

	"earshot/internal/pipeline"
)

// Stepper does one step of a lane, which is what a message of the crawl stream
// holds. It reports faults of the platform on the run; an error is a fault of our
// own, a stream's or the disk's.
type Stepper interface {
	Step(ctx context.Context, task []byte) error
	// Abandon ends a lane whose step cannot be done, because of why, so that its run
	// ends and says so.
	Abandon(ctx context.Context, lane string, task []byte, why error) error
}

// Worker does steps, several side by side. One that fails goes back to the stream.
// What a step led to is durable when it returns, and a step done twice changes
// nothing, so that nothing is lost when its message comes again.
type Worker struct {
	steps  Stepper
	worker *pipeline.Worker[[]byte]
}

// New makes a worker that does as many steps at once as workers says, each when gate
// returns.
func New(tasks pipeline.Queue, steps Stepper, workers int, gate func(context.Context), log *slog.Logger) *Worker {
	return &Worker{steps: steps, worker: pipeline.New(tasks, raw, pipeline.Options{
		Name: "crawl", Workers: workers, Unconfirmed: true, Gate: gate, Log: log,
		Retried: "crawl step will be repeated", RetriedLevel: slog.LevelWarn,
	}, pipeline.Handling[[]byte]{About: about, Abandon: steps.Abandon})}
}

// about says of which source a lane is.
func about(lane string, _ []byte) (source, what string) {
	source, _, _ = strings.Cut(lane, "/")
	return source, "crawl of " + lane
}

// Parked counts the lanes that were set aside.
func (w *Worker) Parked() int64 { return w.worker.Parked() }

// raw leaves the reading of a step to the Stepper.
func raw(data []byte) ([]byte, error) { return data, nil }

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) { w.worker.Run(ctx, w.step) }

func (w *Worker) step(ctx context.Context, tasks []*pipeline.Task[[]byte]) {
	for _, task := range tasks {
		if err := w.steps.Step(ctx, task.Value); err != nil {
			w.worker.Retry(ctx, err, task)
			continue
		}
		w.worker.Finish(ctx, task)
	}
}
