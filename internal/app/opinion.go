package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"earshot/analyzer/llm"
	"earshot/analyzer/opinion"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/stream"
)

const (
	// opinionsAtOnce is how many posts a model is asked about side by side.
	opinionsAtOnce = 4
	// opinionTries is how often it is asked about one whose answers are worthless.
	opinionTries = 2
	// opinionWait is how long after it was last read a post waits for the budget
	// or the model, before it is let go.
	opinionWait = 48 * time.Hour
	// opinionLook is how often a spent budget is looked at again.
	opinionLook = time.Minute
	// opinionBytes is the largest answer read.
	opinionBytes = 64 << 10
	// noteTries is how often an opinion that storage did not take is given again.
	noteTries = 5
)

// opining takes opinion tasks from the stream, asks the model and notes what it
// says. A task is acknowledged when the opinion is noted, so that one cut short
// is asked again, and one that was noted is found to be.
type opining struct {
	tasks *stream.Queue
	asker *opinion.Asker
	model string
	wish  opinionWish
	store *storage.Store
	book  *opinionBook
	rest  *rest
	log   *slog.Logger
	// busy counts the tasks being worked on.
	busy   atomic.Int64
	counts opinionCounts
}

// opinionCounts is what became of the tasks.
type opinionCounts struct{ given, discarded, late, unreadable atomic.Int64 }

// opinionTask asks for a second opinion on a stored post.
type opinionTask struct {
	Platform string `json:"platform"`
	ID       string `json:"id"`
	// At is when the post was last read.
	At time.Time `json:"at"`
}

// newOpining returns nil where no model is configured.
func (h *house) newOpining(ctx context.Context) (*opining, error) {
	c := h.cfg.LLM
	if c.OpinionModel == "" {
		return nil, nil
	}
	bucket, err := h.bus.Bucket(ctx, opinionBucket)
	if err != nil {
		return nil, err
	}
	book := &opinionBook{bucket: bucket, budget: c.OpinionBudget, now: time.Now}
	// What is tried again is the stream's to say, so that each try is entered.
	model, err := llm.New(llm.Options{
		BaseURL: c.BaseURL, Key: c.APIKey, Model: c.OpinionModel, Timeout: c.Timeout.Std(), Retries: -1,
		MaxBytes: opinionBytes, Transport: metered{book, http.DefaultTransport},
	})
	if err != nil {
		return nil, err
	}
	return &opining{
		tasks: h.bus.Opinions, asker: opinion.New(model), model: c.OpinionModel, store: h.store, book: book, rest: &rest{now: time.Now, first: restFirst},
		wish: opinionWish{below: float32(c.OpinionBelow), reach: c.OpinionReach}, log: h.settings.Log,
	}, nil
}

// run works until ctx ends.
func (o *opining) run(ctx context.Context) {
	if o != nil {
		keepTrying(ctx, o.log, "opinion tasks", func() error { return o.take(ctx) })
	}
}

// take does a few tasks, or waits while there is no use in taking any.
func (o *opining) take(ctx context.Context) error {
	spent, err := o.spent(ctx)
	if err != nil {
		return err
	}
	wait := o.rest.left()
	if spent {
		wait = min(o.book.untilTomorrow(), opinionLook)
	}
	if wait > 0 {
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		return nil
	}
	most := opinionsAtOnce
	if o.rest.ailing() {
		most = 1
	}
	deliveries, err := o.tasks.Fetch(ctx, most, taskWait)
	if err != nil {
		return err
	}
	o.busy.Add(int64(len(deliveries)))
	defer o.busy.Add(-int64(len(deliveries)))
	stop := keepAlive(ctx, o.log, deliveries...)
	defer stop()
	var work sync.WaitGroup
	for _, d := range deliveries {
		work.Go(func() { o.do(ctx, d) })
	}
	work.Wait()
	return nil
}

func (o *opining) spent(ctx context.Context) (bool, error) {
	day, _, err := o.book.today(ctx)
	return day.Requests >= o.book.budget, err
}

// do does one task.
func (o *opining) do(ctx context.Context, d *stream.Delivery) {
	var task opinionTask
	if err := json.Unmarshal(d.Data, &task); err != nil {
		o.counts.unreadable.Add(1)
		o.log.Error("opinion message is not readable", "key", d.Key, "bytes", len(d.Data), "error", err)
		o.ack(ctx, d)
		return
	}
	post, wanted, err := o.wanted(ctx, social.Key{Platform: task.Platform, ID: task.ID})
	switch {
	case err != nil:
		o.again(ctx, d, retryWait, err)
		return
	case !wanted:
		o.ack(ctx, d)
		return
	case o.book.now().Sub(task.At) > opinionWait:
		o.counts.late.Add(1)
		o.enter(ctx, func(day *opinionDay) { day.Late++ })
		o.ack(ctx, d)
		return
	}
	said, err := o.store.OpinionOn(ctx, post.FullText(), o.model)
	if err != nil {
		o.again(ctx, d, retryWait, err)
		return
	}
	if said == nil {
		if said, err = o.ask(ctx, post); err != nil {
			o.notAsked(ctx, d, err)
			return
		}
	}
	if err := o.note(ctx, post, *said); err != nil {
		o.again(ctx, d, retryWait, err)
		return
	}
	if said.Fault == "" {
		o.counts.given.Add(1)
		o.enter(ctx, func(day *opinionDay) { day.Given++ })
	} else {
		o.counts.discarded.Add(1)
		o.enter(ctx, func(day *opinionDay) { day.Discarded++ })
		o.log.Info("second opinion discarded", "platform", task.Platform, "id", task.ID, "fault", said.Fault)
	}
	o.ack(ctx, d)
}

// wanted reads a post and tells whether an opinion on it is still wanted.
func (o *opining) wanted(ctx context.Context, key social.Key) (social.Post, bool, error) {
	stored, err := o.store.Post(ctx, key)
	if social.CodeOf(err) == social.CodeNotFound {
		return social.Post{}, false, nil
	}
	if err != nil || !o.wish.wants(stored.Post, stored.Analysis) {
		return social.Post{}, false, err
	}
	noted, err := o.store.Opined(ctx, []social.Post{stored.Post})
	return stored.Post, !noted[key], err
}

// ask asks about a post. An answer that is worthless however often is an opinion
// that was discarded, unless so many were that it is the model that is at fault.
func (o *opining) ask(ctx context.Context, p social.Post) (*social.Opinion, error) {
	var why error
	for range opinionTries {
		said, err := o.asker.Ask(ctx, p.FullText())
		if err == nil {
			o.rest.answered()
			return &said, nil
		}
		if !opinion.IsUnusable(err) {
			return nil, err
		}
		why = err
	}
	if o.rest.unfit() {
		return nil, fmt.Errorf("app: one answer after the other had to be discarded, the last because: %w", why)
	}
	return &social.Opinion{Model: o.model, Fault: discardedFor(why)}, nil
}

// discardedFor says why an answer was discarded, without the model's own words.
func discardedFor(err error) string {
	if errors.Is(err, llm.ErrRefused) {
		return "the model would not answer"
	}
	_, why, _ := strings.Cut(err.Error(), ": ")
	why, _, _ = strings.Cut(why, ": ")
	return why
}

// notAsked hands a task back: at once where the budget is spent, for then no
// more are taken today, else when the model has rested. It may be the post that
// the server stumbles over, so that each time it waits longer by itself.
func (o *opining) notAsked(ctx context.Context, d *stream.Delivery, err error) {
	if errors.Is(err, errSpent) {
		o.log.Info("the day's budget of second opinions is used up", "requests", o.book.budget)
		o.again(ctx, d, 0, nil)
		return
	}
	if ctx.Err() == nil {
		o.again(ctx, d, max(o.rest.fault(err), min(o.rest.first<<min(d.Attempt-1, 12), restAsked)), err)
	}
}

// note has storage keep an opinion. A post deleted meanwhile wants none, and one
// that is just being written takes it up by itself.
func (o *opining) note(ctx context.Context, p social.Post, said social.Opinion) error {
	var err error
	for range noteTries {
		err = o.store.Opine(ctx, p.Key(), p.FullText(), said)
		switch social.CodeOf(err) {
		case "", social.CodeNotFound, social.CodeConflict:
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(retryWait):
		}
	}
	return err
}

// enter counts in the day's book, which is for people to read: where it cannot be
// written, the opinion stands all the same.
func (o *opining) enter(ctx context.Context, count func(*opinionDay)) {
	err := o.book.enter(ctx, func(day *opinionDay) error { count(day); return nil })
	if err != nil && ctx.Err() == nil {
		o.log.Warn("second opinion not counted", "error", err)
	}
}

func (o *opining) ack(ctx context.Context, d *stream.Delivery) {
	if err := d.Ack(ctx); err != nil && ctx.Err() == nil {
		o.log.Warn("opinion task not acknowledged, it will be looked at again", "error", err)
	}
}

// again hands a task back, to be repeated after wait.
func (o *opining) again(ctx context.Context, d *stream.Delivery, wait time.Duration, why error) {
	if ctx.Err() != nil {
		return
	}
	if why != nil {
		o.log.Warn("second opinion not had, will try again", "key", d.Key, "in", wait, "error", why)
	}
	if err := d.Nak(wait); err != nil {
		o.log.Warn("opinion task not handed back, it returns by itself", "error", err)
	}
}
