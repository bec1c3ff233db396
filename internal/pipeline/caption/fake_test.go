package caption

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// errStore is what a store answers that is out of order.
var errStore = errors.New("the store is out of order")

// world is all that a Worker works with, in memory, with one picture for each of wishes.
type world struct {
	mu     sync.Mutex
	values map[string][]byte
	revs   map[string]uint64

	wishes []string
	asks   map[string]social.CaptionAsk
	// due are the pictures that were marked, put those that were handed on.
	due, put []string
	// broken: nothing can be written to the store.
	broken bool
	asked  atomic.Int64
}

func newWorld(wishes ...string) *world {
	return &world{values: map[string][]byte{}, revs: map[string]uint64{}, wishes: wishes, asks: map[string]social.CaptionAsk{}}
}

// worker makes a Worker of a process that works in wd.
func (wd *world) worker(t *testing.T) *Worker {
	t.Helper()
	return New(Options{
		Model: wd, Name: "m", Prompt: "1", Budget: wd.budget(0), Claims: claims{wd}, Store: wd, Blobs: blobs{},
		Pictures: wd, Log: slog.New(slog.DiscardHandler),
	})
}

func (wd *world) budget(tokens int64) *Budget {
	return &Budget{Bucket: wd, Limits: social.CaptionBudget{Pictures: 100, Tokens: tokens}, Model: "m", Now: time.Now}
}

func (wd *world) Get(_ context.Context, key string) ([]byte, uint64, error) {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	return wd.values[key], wd.revs[key], nil
}

func (wd *world) Update(_ context.Context, key string, value []byte, rev uint64) error {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	if wd.revs[key] != rev {
		return social.Errorf(social.CodeConflict, "another was faster")
	}
	wd.values[key], wd.revs[key] = value, rev+1
	return nil
}

func (*world) MediaBySHA(context.Context, string) (m social.Media, ok bool, err error) {
	return m, false, nil
}

func (wd *world) CaptionWishes(_ context.Context, _, _ string, skip []string, _ int) (wishes []social.CaptionWish, _ error) {
	for _, sha := range wd.waiting(skip) {
		wishes = append(wishes, social.CaptionWish{SHA256: sha})
	}
	return wishes, nil
}

func (wd *world) CaptionCounts(_ context.Context, _, _ string, skip []string) ([]social.CaptionCount, error) {
	if n := len(wd.waiting(skip)); n > 0 {
		return []social.CaptionCount{{Count: int64(n)}}, nil
	}
	return nil, nil
}

// waiting are the pictures without an answer.
func (wd *world) waiting(skip []string) (shas []string) {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	left := map[string]bool{}
	for _, sha := range skip {
		left[sha] = true
	}
	for _, sha := range wd.wishes {
		if _, known := wd.asks[sha]; !known && !left[sha] {
			shas = append(shas, sha)
		}
	}
	return shas
}

func (wd *world) CaptionAsks(_ context.Context, shas []string) (map[string]social.CaptionAsk, error) {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	found := map[string]social.CaptionAsk{}
	for _, sha := range shas {
		if a, ok := wd.asks[sha]; ok {
			found[sha] = a
		}
	}
	return found, nil
}

func (*world) CaptionsSaid(context.Context, int) (map[string][]string, error) { return nil, nil }

func (wd *world) WriteCaptions(_ context.Context, asks ...social.CaptionAsk) error {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	if wd.broken && len(asks) > 0 {
		return errStore
	}
	for _, a := range asks {
		wd.asks[a.SHA256] = a
	}
	return nil
}

func (*world) PicturesOfBytes(_ context.Context, sha string) ([]string, error) {
	return []string{"https://pictures.example/" + sha}, nil
}

// MarkPicturesDue fails where what is given up was noted before, as then a crash would forget it.
func (wd *world) MarkPicturesDue(_ context.Context, urls []string) error {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	for _, a := range wd.asks {
		if a.Step == social.CaptionGivenUp && urls[0] == "https://pictures.example/"+a.SHA256 {
			return errStore
		}
	}
	wd.due = append(wd.due, urls...)
	return nil
}

func (wd *world) Put(_ context.Context, jobs ...pipeline.Job) error {
	wd.mu.Lock()
	defer wd.mu.Unlock()
	for _, j := range jobs {
		wd.put = append(wd.put, j.Key)
	}
	return nil
}

func (*world) Preview(_ context.Context, data []byte) ([]byte, error) { return data, nil }

func (wd *world) Caption(context.Context, []byte, Meter) (social.Caption, error) {
	return social.Caption{Text: "Picture " + strconv.FormatInt(wd.asked.Add(1), 10), Model: "m"}, nil
}

func (*world) Unusable(error) (string, bool) { return "", false }

func (*world) Short(error) bool { return false }

func (*world) RetryAfter(error) time.Duration { return 0 }

// blobs has the bytes of every picture.
type blobs struct{}

func (blobs) Get(_ context.Context, key string) ([]byte, string, error) {
	return []byte(key), "image/png", nil
}

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
