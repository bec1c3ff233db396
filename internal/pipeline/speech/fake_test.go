package speech

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/social"
)

// errStore is what a store answers that is out of order.
var errStore = errors.New("the store is out of order")

// world is all that a Worker works with, in memory, with one recording for each of wishes.
type world struct {
	mu     sync.Mutex
	values map[string][]byte
	revs   map[string]uint64
	now    time.Time

	wishes []string
	asks   map[string]social.TranscriptAsk
	// written are all notes.
	written []social.TranscriptAsk
	// broken: nothing can be written to the store, nor to the ledger where noLedger is set.
	broken, noLedger bool
	// gone are recordings that no post has any more.
	gone map[string]bool
	// fetch and hear answer in the place of those that do well.
	fetch, hear func(url string) error
	// asked are the recordings that were sent.
	asked, matched []string
}

func newWorld(wishes ...string) *world {
	return &world{
		values: map[string][]byte{}, revs: map[string]uint64{}, wishes: wishes, asks: map[string]social.TranscriptAsk{}, gone: map[string]bool{},
		now: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC),
	}
}

// worker makes a Worker of a process that works in wd.
func (wd *world) worker(t *testing.T) *Worker {
	t.Helper()
	w := New(Options{
		Model: wd, Claims: claims{wd}, Store: wd, Longest: time.Hour, Log: slog.New(slog.DiscardHandler),
		Budget: &Budget{Bucket: wd, Limits: social.TranscriptBudget{Seconds: 1e6}, Model: "m", Hearer: "m", Now: func() time.Time { return wd.now }, Log: slog.New(slog.DiscardHandler)},
		Fetch: func(_ context.Context, url, _ string, _ time.Duration) (Recording, error) {
			if wd.fetch != nil {
				if err := wd.fetch(url); err != nil {
					return Recording{}, err
				}
			}
			return Recording{Data: []byte(url), Name: url, Length: time.Second}, nil
		},
		Match: func(_ context.Context, urls []string) error { wd.matched = append(wd.matched, urls...); return nil },
	})
	w.Backoff.First = 0 // the model is asked again at once
	return w
}

// pass has a worker look once, as if all that was put off were due.
func (wd *world) pass(t *testing.T, w *Worker, want error) {
	t.Helper()
	w.mu.Lock()
	for url, d := range w.putOff {
		d.until = time.Time{}
		w.putOff[url] = d
	}
	w.mu.Unlock()
	if _, err := w.pass(t.Context()); !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func (wd *world) Get(_ context.Context, key string) ([]byte, uint64, error) {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	return wd.values[key], wd.revs[key], nil
}

func (wd *world) Update(_ context.Context, key string, value []byte, rev uint64) error {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	if wd.noLedger && key == ledgerKey {
		return errStore
	}
	if wd.revs[key] != rev {
		return social.Errorf(social.CodeConflict, "another was faster")
	}
	wd.values[key], wd.revs[key] = value, rev+1
	return nil
}

func (wd *world) TranscriptWishes(_ context.Context, model string, skip []string, _ int) (wishes []social.TranscriptWish, _ error) {
	for _, url := range wd.wishes {
		known := wd.asks[url]
		if slices.Contains(skip, url) || known.Step == social.TranscriptHeard || known.Step == social.TranscriptGivenUp && known.Model == model {
			continue
		}
		known.URL = url
		wishes = append(wishes, social.TranscriptWish{Recording: social.Recording{URL: url}, Known: known})
	}
	return wishes, nil
}

func (wd *world) TranscriptCounts(ctx context.Context, model string, skip []string) ([]social.TranscriptCount, error) {
	if wishes, _ := wd.TranscriptWishes(ctx, model, skip, 0); len(wishes) > 0 {
		return []social.TranscriptCount{{Count: int64(len(wishes))}}, nil
	}
	return nil, nil
}

func (wd *world) TranscriptAsks(context.Context, []string) (map[string]social.TranscriptAsk, error) {
	return wd.asks, nil
}

func (wd *world) WriteTranscripts(_ context.Context, asks ...social.TranscriptAsk) error {
	if wd.broken {
		return errStore
	}
	for _, a := range asks {
		wd.asks[a.URL] = a
	}
	wd.written = append(wd.written, asks...)
	return nil
}

func (wd *world) RecordingsShown(_ context.Context, urls []string) (map[string]bool, error) {
	return map[string]bool{urls[0]: !wd.gone[urls[0]]}, nil
}

func (wd *world) Transcribe(ctx context.Context, r Recording, enter func(ctx context.Context) (settle func(used bool, told time.Duration), err error)) (Heard, error) {
	settle, err := enter(ctx)
	if err != nil {
		return Heard{}, err
	}
	wd.asked = append(wd.asked, r.Name)
	if wd.hear != nil {
		err = wd.hear(r.Name)
	}
	settle(true, 0)
	return Heard{Text: "Words of " + strings.ToUpper(r.Name)}, err
}

func (*world) RetryAfter(error) time.Duration { return 0 }

// claims are those of a world, none of a process that has ended.
type claims struct{ *world }

func (c claims) Read(ctx context.Context, key string) ([]byte, uint64, time.Duration, error) {
	record, rev, err := c.Get(ctx, "claim "+key)
	return record, rev, 0, err
}

func (c claims) Write(ctx context.Context, key string, record []byte, rev uint64) (uint64, error) {
	return rev + 1, c.Update(ctx, "claim "+key, record, rev)
}

func (claims) Ended() uint64 { return 0 }
