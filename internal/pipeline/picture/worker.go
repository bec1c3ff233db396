// Package picture takes pictures from the media stream, has them fetched and
// described, and writes what is known of them.
package picture

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// workers is how many pictures are fetched and decoded side by side; a decoded
	// picture is large.
	workers = 3
	// batchTasks is how many tasks a worker takes at once, to look up together
	// which are known already.
	batchTasks = 32
	// flushWait is how long finished pictures wait to be written together.
	flushWait = 200 * time.Millisecond
	// failedFor is how long a picture that is missing is not asked for again, however many
	// posts show it and however often these are read.
	failedFor = 6 * time.Hour
	// backoffSteps bounds how often the time before the next attempt doubles.
	backoffSteps = 6
)

// Store is where what is known of pictures is kept.
type Store interface {
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	// PicturesShown tells which of the pictures a stored post shows.
	PicturesShown(ctx context.Context, urls []string) (map[string]bool, error)
	WriteMedia(ctx context.Context, media []social.Media) error
}

// Eraser erases what is known of the pictures at some addresses, and their bytes.
type Eraser interface {
	// found are states of them that were just written.
	At(ctx context.Context, urls []string, found ...social.Media) error
}

// Describer fetches a picture and says what is on it. attempt counts from 1. An
// error means that the task is to be tried again later.
type Describer interface {
	Process(ctx context.Context, task social.MediaTask, attempt int) (Outcome, error)
	// Wants tells whether a picture that is ready is worth another look.
	Wants(m social.Media) bool
}

// Outcome is what came of a task.
type Outcome struct {
	// Media is to be stored where Changed says that it is news.
	Media   social.Media
	Changed bool
	// Asked: the picture's host was asked for it, and is to answer for what came of it,
	// also where that is an error.
	Asked bool
	// Faults say what could not be found out about a picture that is ready.
	Faults []Fault
}

// Fault says why one thing could not be found out about a picture.
type Fault struct {
	// What it is: "caption", "text".
	What string
	Err  error
}

// Posts are matched again with what becomes known of their pictures.
type Posts interface {
	// Due are those of urls whose posts are to be matched again.
	Due(ctx context.Context, urls []string) (map[string]uint64, error)
	// Pictures matches the posts that show some pictures.
	Pictures(ctx context.Context, urls []string) error
}

// Families puts pictures into families.
type Families interface {
	Place(ctx context.Context, prints []social.PicturePrint) error
}

// Options are what a Worker works with.
type Options struct {
	// Posts may be nil: then nothing is matched again.
	Posts Posts
	// Families takes pictures whose print was just taken; nil is nobody.
	Families Families
	// Erase erases pictures whose posts were erased while they were read; nil is nobody.
	Erase     Eraser
	Tasks     pipeline.Queue
	Describer Describer
	Store     Store
	// Unpaced: hosts are asked without a pause between two requests.
	Unpaced bool
	// Budget bounds how many are fetched.
	Budget *Budget
	// Captions has what a vision model said of pictures, by their bytes; nil where none is
	// asked.
	Captions Captions
	// Healthy looks whether what pictures are stored in works; it may be nil.
	Healthy func(ctx context.Context) error
	// Gate is waited for before each piece of work; nil is always open.
	Gate func(ctx context.Context)
	Log  *slog.Logger
}

// Worker takes media tasks from the stream. A task is acknowledged when the
// picture's row is stored and the posts that show it are matched with it.
type Worker struct {
	opts   Options
	worker *pipeline.Worker[social.MediaTask]
	// Counts is what became of the tasks.
	Counts Counts
	rests  *rests
}

// Counts is what became of the tasks of a Worker.
// Over are those left out as over a cap, Faults things that could not be found out.
type Counts struct{ Ready, Failed, Known, Faults, Over atomic.Int64 }

type task = pipeline.Task[social.MediaTask]

// finished is a task that was done and is not yet written.
type finished struct {
	task  *task
	media social.Media
	// over: it was left out as over a cap.
	over bool
	// captioned: only what a vision model said is new.
	captioned bool
	// again: it was deleted, and a post showed it again.
	again bool
}

// New makes a worker.
func New(opts Options) *Worker {
	rests := newRests(time.Now)
	rests.unpaced = opts.Unpaced
	return &Worker{opts: opts, rests: rests, worker: pipeline.New(opts.Tasks, decode, pipeline.Options{
		Name: "media", Workers: workers, Batch: batchTasks, Log: opts.Log,
		Backoff: backoff, Retried: "pictures will be tried again", RetriedLevel: slog.LevelInfo, Healthy: opts.Healthy, Gate: opts.Gate,
	}, pipeline.Handling[social.MediaTask]{About: func(_ string, t social.MediaTask) (source, what string) {
		return t.Source, "picture " + t.URL
	}})}
}

// Parked counts the pictures that were set aside.
func (w *Worker) Parked() int64 { return w.worker.Parked() }

func decode(data []byte) (t social.MediaTask, err error) {
	if err = json.Unmarshal(data, &t); err == nil && t.URL == "" {
		err = errors.New("a media task without an address")
	}
	return t, err
}

func backoff(attempt int) time.Duration {
	return pipeline.RetryWait << min(max(attempt-1, 0), backoffSteps)
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	// Room for a batch, so that pictures are read while one is written.
	done := make(chan finished, batchTasks)
	var writer sync.WaitGroup
	writer.Go(func() { w.writeAll(ctx, done) })
	w.worker.Run(ctx, func(ctx context.Context, tasks []*task) { w.doAll(ctx, tasks, done) })
	close(done)
	writer.Wait()
}

// doAll does a handful of tasks, leaving out the pictures already known.
func (w *Worker) doAll(ctx context.Context, tasks []*task, done chan<- finished) {
	urls := make([]string, len(tasks))
	for i, t := range tasks {
		urls[i] = t.Value.URL
	}
	w.rests.taken(urls)
	known, err := w.opts.Store.MediaByURL(ctx, urls)
	if err != nil {
		w.worker.Retry(ctx, err, tasks...)
		return
	}
	if err := w.matchDue(ctx, urls); err != nil {
		w.worker.Retry(ctx, err, tasks...)
		return
	}
	shown, err := w.shownAgain(ctx, known)
	if err != nil {
		w.worker.Retry(ctx, err, tasks...)
		return
	}
	said, err := w.saidOf(ctx, known)
	if err != nil {
		w.worker.Retry(ctx, err, tasks...)
		return
	}
	var wanted []*task
	for _, t := range tasks {
		m, ok := known[t.Value.URL]
		caption := said[m.SHA256]
		if ok && caption == nil && (w.isKnown(m, shown[t.Value.URL]) || t.Value.Over != "") {
			w.Counts.Known.Add(1)
			w.worker.Finish(ctx, t)
			continue
		}
		if ok && m.State == social.MediaReady {
			w.do(ctx, t, caption, false, done) // it is looked at again, and nothing is fetched
			continue
		}
		wanted = append(wanted, t)
	}
	wanted = w.leave(ctx, wanted)
	wants := make([]want, len(wanted))
	for i, t := range wanted {
		wants[i] = want{source: t.Value.Source, over: t.Value.Over}
	}
	over, err := w.opts.Budget.reserve(ctx, wants)
	if err != nil {
		w.worker.Retry(ctx, err, wanted...)
		return
	}
	var fetched []*task
	for i, t := range wanted {
		if over[i] == "" {
			fetched = append(fetched, t)
			continue
		}
		left := social.Media{URL: t.Value.URL, State: social.MediaFailed, Fault: over[i], FetchedAt: time.Now().UTC()}
		w.hand(ctx, finished{task: t, media: left, over: true}, done)
	}
	w.fetchAll(ctx, fetched, shown, done)
}

// hand hands a finished task on to be written.
func (w *Worker) hand(ctx context.Context, f finished, done chan<- finished) {
	select {
	case done <- f:
	case <-ctx.Done():
	}
}

// do has a picture processed, and takes up what a vision model said of it.
func (w *Worker) do(ctx context.Context, t *task, caption *social.Caption, again bool, done chan<- finished) {
	var outcome Outcome
	err := pipeline.Guard(func() (err error) {
		outcome, err = w.opts.Describer.Process(ctx, t.Value, w.rests.attempt(t.Value.URL))
		return err
	})
	if outcome.Asked && ctx.Err() == nil {
		w.learn(ctx, t, outcome.Media, err)
	}
	if _, rests := errors.AsType[rester](err); rests {
		w.postpone(ctx, t, max(w.rests.of(hostOf(t.Value.URL)), pipeline.RetryWait))
		return
	}
	if err != nil {
		w.worker.Retry(ctx, err, t)
		return
	}
	for _, f := range outcome.Faults {
		w.Counts.Faults.Add(1)
		w.opts.Log.Warn("picture has no "+f.What, "source", t.Value.Source, "kind", pipeline.FaultKind(f.Err.Error()), "url", t.Value.URL)
	}
	captioned := false
	if caption != nil && outcome.Media.State == social.MediaReady && outcome.Media.CaptionModel == "" {
		outcome.Media.Take(*caption)
		captioned = !outcome.Changed
		outcome.Changed, outcome.Media.FetchedAt = true, outcome.Media.FetchedAt.Add(time.Microsecond) // not later than its deletion meanwhile
	}
	if !outcome.Changed {
		w.worker.Finish(ctx, t)
		return
	}
	w.hand(ctx, finished{task: t, media: outcome.Media, captioned: captioned, again: again}, done)
}
