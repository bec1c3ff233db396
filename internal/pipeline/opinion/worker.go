// Package opinion takes posts from the opinions stream, asks a language model
// what it thinks of them and notes what it says.
package opinion

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/ledger"
	"earshot/internal/social"
)

const (
	// atOnce is how many posts a model is asked about side by side.
	atOnce = 4
	// AskTries is how often it is asked about one whose answers are worthless.
	AskTries = 2
	// longestWait is how long after it was last read a post waits for the budget
	// or the model, before it is let go.
	longestWait = 48 * time.Hour
	// budgetPoll is how often a spent budget is looked at again.
	budgetPoll = time.Minute
	// noteTries is how often an opinion that storage did not take is given again.
	noteTries = 5
)

// Tasks is the opinions stream.
type Tasks interface {
	pipeline.Queue
	pipeline.Sink
	// Pending counts the tasks not acknowledged yet.
	Pending(ctx context.Context) (int, error)
}

// Store is where posts and opinions on them are stored.
type Store interface {
	Post(ctx context.Context, key social.Key) (social.StoredPost, error)
	// Opined tells on which of the posts, as their texts are, an opinion is noted.
	Opined(ctx context.Context, posts []social.Post) (map[social.Key]bool, error)
	// OpinionOn is what a model said of a text; nil where it was not asked.
	OpinionOn(ctx context.Context, text, model string) (*social.Opinion, error)
	Opine(ctx context.Context, key social.Key, text string, o social.Opinion) error
}

// Model is a language model.
type Model interface {
	Ask(ctx context.Context, text string) (social.Opinion, error)
	// Worthless tells whether an error of Ask is about the answer that came, rather
	// than about reaching the model, and why in words that are not the model's.
	Worthless(err error) (why string, worthless bool)
	// RetryAfter is how long the server asked in an error to be left alone, or 0.
	RetryAfter(err error) time.Duration
}

// Options are what a Worker works with.
type Options struct {
	Tasks Tasks
	Model Model
	// Name is the model's.
	Name   string
	Policy Policy
	Budget *Budget
	Store  Store
	// Healthy looks whether what opinions are stored in works; it may be nil.
	Healthy func(ctx context.Context) error
	// Gate is waited for before each piece of work; nil is always open.
	Gate func(ctx context.Context)
	Log  *slog.Logger
}

// Worker takes opinion tasks from the stream. A task is acknowledged when the
// opinion is noted, so that one cut short is asked again, and one that was noted
// is found to be.
type Worker struct {
	opts    Options
	worker  *pipeline.Worker[task]
	Budget  *Budget
	Backoff *pipeline.Backoff
	counts  counts
	// answered is when the model last answered, in nanoseconds.
	answered atomic.Int64
}

// counts is what became of the tasks.
type counts struct{ given, discarded, late atomic.Int64 }

// New makes a worker.
func New(opts Options) *Worker {
	w := &Worker{opts: opts, Budget: opts.Budget, Backoff: &pipeline.Backoff{Now: time.Now, First: pipeline.FirstRest}}
	w.worker = pipeline.New(opts.Tasks, decode, pipeline.Options{
		Name: "opinion", Limit: w.limit, Log: opts.Log, Healthy: opts.Healthy, Gate: opts.Gate,
		Retried: "second opinion not had, will try again", RetriedLevel: slog.LevelWarn,
	}, pipeline.Handling[task]{About: func(_ string, t task) (source, what string) {
		return "", "second opinion on " + t.Platform + " " + t.ID
	}})
	return w
}

// Parked counts the posts that were set aside.
func (w *Worker) Parked() int64 { return w.worker.Parked() }

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	w.worker.Run(ctx, func(ctx context.Context, tasks []*pipeline.Task[task]) {
		var asking sync.WaitGroup
		for _, t := range tasks {
			asking.Go(func() {
				if err := pipeline.Guard(func() error { w.do(ctx, t); return nil }); err != nil {
					w.worker.Retry(ctx, err, t)
				}
			})
		}
		asking.Wait()
	})
}

// limit is how many posts the model can be asked about now. It waits while there
// is no use in asking.
func (w *Worker) limit(ctx context.Context) (int, error) {
	spent, err := w.spent(ctx)
	if err != nil {
		return 0, err
	}
	wait := w.Backoff.Left()
	if spent {
		wait = min(ledger.UntilTomorrow(w.Budget.Now()), budgetPoll)
	}
	if wait > 0 {
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		return 0, nil
	}
	if w.Backoff.Ailing() {
		return 1, nil
	}
	return atOnce, nil
}

func (w *Worker) spent(ctx context.Context) (bool, error) {
	day, err := w.Budget.Today(ctx)
	return day.Requests >= w.Budget.Requests, err
}

// do does one task.
func (w *Worker) do(ctx context.Context, t *pipeline.Task[task]) {
	post, wanted, err := w.wanted(ctx, social.Key{Platform: t.Value.Platform, ID: t.Value.ID})
	switch {
	case err != nil:
		w.worker.Retry(ctx, err, t)
		return
	case !wanted:
		w.worker.Finish(ctx, t)
		return
	case w.Budget.Now().Sub(t.Value.At) > longestWait:
		w.counts.late.Add(1)
		w.enter(ctx, func(day *Day) { day.Late++ })
		w.worker.Finish(ctx, t)
		return
	}
	said, err := w.opts.Store.OpinionOn(ctx, post.FullText(), w.opts.Name)
	if err != nil {
		w.worker.Retry(ctx, err, t)
		return
	}
	if said == nil {
		if said, err = w.Judge(ctx, post); err != nil {
			w.notAsked(ctx, t, err)
			return
		}
	}
	if err := w.Note(ctx, post, *said); err != nil {
		w.worker.Retry(ctx, err, t)
		return
	}
	w.count(ctx, t.Value, *said)
	w.worker.Finish(ctx, t)
}

func (w *Worker) count(ctx context.Context, about task, said social.Opinion) {
	if said.Fault == "" {
		w.counts.given.Add(1)
		w.enter(ctx, func(day *Day) { day.Given++ })
		return
	}
	w.counts.discarded.Add(1)
	w.enter(ctx, func(day *Day) { day.Discarded++ })
	w.opts.Log.Info("second opinion discarded", "platform", about.Platform, "id", about.ID, "fault", said.Fault)
}

// wanted reads a post and tells whether an opinion on it is still wanted.
func (w *Worker) wanted(ctx context.Context, key social.Key) (social.Post, bool, error) {
	stored, err := w.opts.Store.Post(ctx, key)
	if social.CodeOf(err) == social.CodeNotFound {
		return social.Post{}, false, nil
	}
	if err != nil || !w.opts.Policy.Wants(stored.Post, stored.Analysis) {
		return social.Post{}, false, err
	}
	noted, err := w.opts.Store.Opined(ctx, []social.Post{stored.Post})
	return stored.Post, !noted[key], err
}

// Judge asks the model about a post. An answer that is worthless however often is
// an opinion that was discarded, unless so many were that it is the model that is
// at fault.
func (w *Worker) Judge(ctx context.Context, p social.Post) (*social.Opinion, error) {
	var last error
	var why string
	for range AskTries {
		said, err := w.opts.Model.Ask(ctx, p.FullText())
		if err == nil {
			w.Backoff.Answered()
			w.answered.Store(w.Budget.Now().UnixNano())
			return &said, nil
		}
		var worthless bool
		if why, worthless = w.opts.Model.Worthless(err); !worthless {
			return nil, err
		}
		last = err
	}
	if w.Backoff.Worthless() {
		return nil, fmt.Errorf("opinion: one answer after the other had to be discarded, the last because: %w", last)
	}
	return &social.Opinion{Model: w.opts.Name, Fault: why}, nil
}

// notAsked hands a task back: at once where the budget is spent, for then no
// more are taken today, else when the model has rested. It may be the post that
// the server stumbles over, so that each time it waits longer by itself.
func (w *Worker) notAsked(ctx context.Context, t *pipeline.Task[task], err error) {
	switch {
	case errors.Is(err, errSpent):
		w.opts.Log.Info("the day's budget of second opinions is used up", "requests", w.Budget.Requests)
		w.worker.RetryAfter(ctx, 0, nil, t)
	case ctx.Err() != nil:
		w.worker.RetryAfter(ctx, 0, nil, t)
	default:
		rest := w.Backoff.Fault(err, w.opts.Model.RetryAfter(err))
		wait := max(rest, min(w.Backoff.First<<min(t.Attempt-1, 12), pipeline.LongestAsked))
		w.worker.Stumble(ctx, wait, err, t, time.Unix(0, w.answered.Load()))
	}
}

// Note has storage keep an opinion. A post deleted meanwhile wants none, and one
// that is just being written takes it up by itself.
func (w *Worker) Note(ctx context.Context, p social.Post, said social.Opinion) error {
	var err error
	for range noteTries {
		err = w.opts.Store.Opine(ctx, p.Key(), p.FullText(), said)
		switch social.CodeOf(err) {
		case "", social.CodeNotFound, social.CodeConflict:
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pipeline.RetryWait):
		}
	}
	return err
}

// enter counts in the day's budget, which is for people to read: where it cannot
// be written, the opinion stands all the same.
func (w *Worker) enter(ctx context.Context, count func(*Day)) {
	err := w.Budget.Enter(ctx, func(day *Day) error { count(day); return nil })
	if err != nil && ctx.Err() == nil {
		w.opts.Log.Warn("second opinion not counted", "error", err)
	}
}
