// Package speech asks a speech model what is said in the recordings of stored posts, those of
// posts with the most engagement first, within a budget. What waits is told by storage, so that
// nothing is lost however a process ends; what was heard is stored by the recording's URL, and
// the posts that have it are matched with it.
package speech

import (
	"context"
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
	// listed is how many recordings are looked up together.
	listed = 8
	// poll is how often it is looked for recordings, and budgetPoll for a spent budget.
	poll       = 15 * time.Second
	budgetPoll = time.Minute
	// soon is how long a crawl waits for a recording that was put off.
	soon = 10 * time.Second
	// mostTooLong is how many recordings may turn out, when they are fetched, to be longer than
	// what is left of the budget, before nothing more is fetched.
	mostTooLong = 32
)

// Store is where recordings, and what became of asking about them, are stored.
type Store interface {
	TranscriptWishes(ctx context.Context, model string, skip []string, limit int) ([]social.TranscriptWish, error)
	TranscriptCounts(ctx context.Context, model string, skip []string) ([]social.TranscriptCount, error)
	TranscriptAsks(ctx context.Context, urls []string) (map[string]social.TranscriptAsk, error)
	WriteTranscripts(ctx context.Context, asks ...social.TranscriptAsk) error
	// RecordingsShown tells which of urls a stored post has.
	RecordingsShown(ctx context.Context, urls []string) (map[string]bool, error)
}

// Heard is what a model heard.
type Heard struct {
	Text, Language string
	// Length is how long the server says that the recording is; 0 is unknown.
	Length    time.Duration
	Certainty float64
}

// Recording is a recording as the model is sent it.
type Recording struct {
	Data []byte
	// Name is a file name that tells the format, Type the MIME type.
	Name, Type string
	Length     time.Duration
}

// Model hears recordings.
type Model interface {
	Transcribe(ctx context.Context, r Recording, enter func(ctx context.Context) (settle func(used bool, told time.Duration), err error)) (Heard, error)
	// RetryAfter is how long the server asked in an error to be left alone, or 0.
	RetryAfter(err error) time.Duration
}

// Options are what a Worker works with.
type Options struct {
	Model  Model
	Budget *Budget
	Claims claim.Records
	Store  Store
	// Fetch returns the recording behind a URL in a form that the model takes, at most as long
	// as longest. An error with social.CodeUnavailable or CodeRateLimited may pass.
	Fetch   func(ctx context.Context, url, referrer string, longest time.Duration) (Recording, error)
	Longest time.Duration
	// Match matches the posts that have recordings with what was heard in them.
	Match func(ctx context.Context, urls []string) error
	// Gate is waited for before each piece of work; nil is always open.
	Gate func(ctx context.Context)
	Log  *slog.Logger
}

// Worker asks about recordings, one after the other.
type Worker struct {
	opts    Options
	claims  claim.Claims
	Backoff *pipeline.Backoff
	inHand  atomic.Int64
	wake    chan struct{}
	heard, failed,
	givenUp atomic.Int64

	mu sync.Mutex
	// putOff are recordings that are not asked about for a while.
	putOff map[string]delay
	// unwritten is what came of recordings and could not be written yet, by their URLs.
	unwritten unwritten.Answers[social.TranscriptAsk]
	// tooLong are recordings that what was left of the budget did not hold.
	tooLong map[string]tooLong
}

// New makes a worker.
func New(opts Options) *Worker {
	return &Worker{
		opts: opts, claims: claim.Claims{Records: opts.Claims, Of: "recording", Log: opts.Log}, Backoff: &pipeline.Backoff{Now: time.Now, First: pipeline.FirstRest}, wake: make(chan struct{}, 1), putOff: map[string]delay{},
		tooLong: map[string]tooLong{},
	}
}

// Budget is what its transcripts may use.
func (w *Worker) Budget() *Budget { return w.opts.Budget }

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
			w.opts.Log.Warn("transcripts not asked for, will try again", "error", err)
			wait = pipeline.RetryWait
		}
		if wait <= 0 {
			continue
		}
		wake := w.wake
		if w.Backoff.Left() > 0 {
			wake = nil
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-time.After(wait):
		}
	}
}

// pass asks about some recordings. It returns how long there is nothing to do. While what was
// paid for cannot be written, nothing is asked.
func (w *Worker) pass(ctx context.Context) (wait time.Duration, err error) {
	if err := w.writeKept(ctx); err != nil {
		return 0, err
	}
	if rest := w.Backoff.Left(); rest > 0 {
		return rest, nil
	}
	if spent, err := w.spent(ctx); err != nil || spent != "" {
		return min(ledger.UntilTomorrow(w.opts.Budget.Now()), budgetPoll), err
	}
	w.inHand.Add(1)
	defer w.inHand.Add(-1)
	skipped, err := w.skipped(ctx)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	wishes, err := w.opts.Store.TranscriptWishes(ctx, w.opts.Budget.Hearer, skipped, listed)
	if err != nil {
		return 0, err
	}
	took, asked := time.Since(began), false
	for _, wish := range wishes {
		if w.leaves(wish.Known) {
			continue
		}
		asked = true
		goesOn, err := w.ask(ctx, wish)
		if err != nil || !goesOn || ctx.Err() != nil {
			return 0, err
		}
	}
	switch {
	case asked:
		return 0, nil
	case len(wishes) > 0: // others may be due, but looking is not to cost more than a little of the time
		return 10 * took, nil
	}
	return w.untilDue(poll), nil
}
