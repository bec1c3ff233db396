// Package caption asks a vision model about stored pictures that have no caption, those of
// posts with the most engagement first, within a budget. What waits is told by storage, so
// that nothing is lost however a process ends. Answers are noted by the bytes of pictures;
// the picture worker puts them beside the pictures.
package caption

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/claim"
	"earshot/internal/pipeline/ledger"
	"earshot/internal/pipeline/unwritten"
	"earshot/internal/social"
)

const (
	// atOnce is how many pictures a model is asked about side by side.
	atOnce = 4
	// listed is how many pictures are looked up together: how long one waits that comes
	// meanwhile and has more reach.
	listed = 32
	// poll is how often it is looked for pictures of which nobody told.
	poll = 30 * time.Second
	// budgetPoll is how often a spent budget is looked at again.
	budgetPoll = time.Minute
	// handedAgain is after what time an answer that does not stand beside its picture is
	// handed to the picture worker again.
	handedAgain = time.Minute
)

// Store is where pictures, and what became of asking about them, are stored.
type Store interface {
	MediaBySHA(ctx context.Context, sha string) (m social.Media, ok bool, err error)
	// CaptionWishes are the pictures without a caption in the order in which they are
	// asked about, without those to skip.
	CaptionWishes(ctx context.Context, model, prompt string, skip []string, limit int) ([]social.CaptionWish, error)
	CaptionCounts(ctx context.Context, model, prompt string, skip []string) ([]social.CaptionCount, error)
	CaptionAsks(ctx context.Context, shas []string) (map[string]social.CaptionAsk, error)
	// CaptionsSaid are the answers that do not stand beside their pictures, with the URLs.
	CaptionsSaid(ctx context.Context, limit int) (map[string][]string, error)
	WriteCaptions(ctx context.Context, asks ...social.CaptionAsk) error
	// PicturesOfBytes are the URLs of the pictures with these bytes, and MarkPicturesDue notes that the
	// posts that show pictures are to be matched again.
	PicturesOfBytes(ctx context.Context, sha string) ([]string, error)
	MarkPicturesDue(ctx context.Context, urls []string) error
}

// Blobs has the bytes of pictures.
type Blobs interface {
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// Model is a vision model.
type Model interface {
	// Preview is a picture as the model is shown it, or why it cannot be. Pictures are large
	// while they are decoded: it waits until there is room.
	Preview(ctx context.Context, data []byte) ([]byte, error)
	// Caption describes a preview.
	Caption(ctx context.Context, preview []byte, meter Meter) (social.Caption, error)
	// Unusable tells whether an error of Caption is about the answer that came, rather
	// than about reaching the model, and why in words that are not the model's.
	Unusable(err error) (why string, unusable bool)
	// Short tells whether an error says that what was granted was too little.
	Short(err error) bool
	// RetryAfter is how long the server asked in an error to be left alone, or 0.
	RetryAfter(err error) time.Duration
}

// Options are what a Worker works with.
type Options struct {
	Model Model
	// Name is the model's, Prompt the version of what it is asked.
	Name, Prompt string
	Budget       *Budget
	Claims       claim.Records
	Store        Store
	Blobs        Blobs
	// Pictures takes pictures whose answers are to be put beside them.
	Pictures pipeline.Sink
	// Gate is waited for before each piece of work; nil is always open.
	Gate func(ctx context.Context)
	Log  *slog.Logger
}

// Worker asks about pictures.
type Worker struct {
	opts    Options
	claims  claim.Claims
	Backoff *pipeline.Backoff
	wake    chan struct{}
	inHand  atomic.Int64
	counts  counts

	mu sync.Mutex
	// putOff are pictures that are not asked about for a while.
	putOff map[string]*delay
	// handed is when answers were handed to the picture worker.
	handed map[string]time.Time
	// unwritten is what came of pictures and could not be written yet, by their bytes.
	unwritten unwritten.Answers[social.CaptionAsk]
	// spent says which part of the budget was used up when it was last looked at.
	spent string
}

// counts is what became of pictures since the start.
type counts struct{ given, failed, givenUp atomic.Int64 }

// New makes a worker.
func New(opts Options) *Worker {
	return &Worker{
		opts: opts, claims: claim.Claims{Records: opts.Claims, Of: "picture", Log: opts.Log}, Backoff: &pipeline.Backoff{Now: time.Now, First: pipeline.FirstRest},
		wake: make(chan struct{}, 1), putOff: map[string]*delay{}, handed: map[string]time.Time{},
	}
}

// Budget is what its captions may use.
func (w *Worker) Budget() *Budget { return w.opts.Budget }

// Wake says that there are new pictures.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	defer w.end(ctx)
	for ctx.Err() == nil {
		if w.opts.Gate != nil {
			w.opts.Gate(ctx)
		}
		var wait time.Duration
		err := pipeline.Guard(func() (err error) { wait, err = w.pass(ctx); return err })
		if err != nil && ctx.Err() == nil {
			w.opts.Log.Warn("captions not asked for, will try again", "error", err)
			wait = pipeline.RetryWait
		}
		w.pause(ctx, wait)
	}
}

// pause waits, at the most until it is told of new pictures. While the model rests or the
// budget is spent these change nothing.
func (w *Worker) pause(ctx context.Context, wait time.Duration) {
	if wait <= 0 {
		return
	}
	wake := w.wake
	if w.Backoff.Left() > 0 || w.isSpent() {
		wake = nil
	}
	select {
	case <-ctx.Done():
	case <-wake:
	case <-time.After(wait):
	}
}

// pass hands on what was said and asks about some pictures. It returns how long there is
// nothing to do. While what was paid for cannot be written, nothing is asked.
func (w *Worker) pass(ctx context.Context) (wait time.Duration, err error) {
	if err := w.writeKept(ctx); err != nil {
		return 0, err
	}
	if err := w.handOn(ctx); err != nil {
		return 0, err
	}
	if rest := w.Backoff.Left(); rest > 0 {
		return rest, nil
	}
	n, err := w.room(ctx)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return min(ledger.UntilTomorrow(w.opts.Budget.Now()), budgetPoll), nil
	}
	began := time.Now()
	wishes, err := w.opts.Store.CaptionWishes(ctx, w.opts.Name, w.opts.Prompt, w.skipped(), listed)
	if err != nil {
		return 0, fmt.Errorf("caption: look for pictures: %w", err)
	}
	took := time.Since(began)
	asked, stopped, err := w.askAll(ctx, wishes, n)
	switch {
	case err != nil || asked > 0: // what was set aside for them may be left for others
		return 0, err
	case stopped == denied:
		return min(ledger.UntilTomorrow(w.opts.Budget.Now()), budgetPoll), nil
	}
	// Looking is not to cost more than a little of the time.
	return max(w.untilDue(poll), 10*took), nil
}

// room is how many pictures may be asked about side by side; 0 where the budget is spent.
func (w *Worker) room(ctx context.Context) (int, error) {
	l, err := w.opts.Budget.ledger().Read(ctx)
	if err != nil {
		return 0, err
	}
	spent := w.opts.Budget.spent(l)
	w.mu.Lock()
	if spent != "" && w.spent == "" {
		w.opts.Log.Info("the day's budget of captions is used up", "budget", spent)
	}
	w.spent = spent
	w.mu.Unlock()
	switch {
	case spent != "":
		return 0, nil
	case w.Backoff.Ailing(), l.Model.Fault != "", l.Model.Largest == 0 && (w.opts.Budget.Limits.Tokens > 0 || w.opts.Budget.Limits.Cost > 0):
		return 1, nil // what one takes, or whether one gets an answer at all, is to be seen
	default:
		return int(w.opts.Budget.atOnce(l, atOnce)), nil
	}
}

func (w *Worker) isSpent() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.spent != ""
}

// askAll asks about pictures in their order, up to n of them side by side, until one shows
// that it is no use. It returns how many were asked about, and what stopped it.
func (w *Worker) askAll(ctx context.Context, wishes []social.CaptionWish, n int) (asked int, stopped result, err error) {
	for len(wishes) > 0 && ctx.Err() == nil {
		batch := wishes[:min(n, len(wishes))]
		wishes = wishes[len(batch):]
		results := make([]result, len(batch))
		faults := make([]error, len(batch))
		var asking sync.WaitGroup
		for i, wish := range batch {
			w.inHand.Add(1)
			asking.Go(func() {
				defer w.inHand.Add(-1)
				faults[i] = pipeline.Guard(func() (err error) { results[i], err = w.ask(ctx, wish); return err })
			})
		}
		asking.Wait()
		for _, r := range results {
			if r == done || r == noUse {
				asked++
			}
			stopped = max(stopped, r)
		}
		if err = errors.Join(faults...); err != nil || stopped >= noUse {
			return asked, stopped, err
		}
		if n == 1 && asked > 0 {
			return asked, stopped, nil // it may be more now
		}
	}
	return asked, stopped, nil
}
