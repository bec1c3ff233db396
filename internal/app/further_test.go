package app

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"earshot/analyzer/spam"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/dating"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/unite"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// outage is a stream that cannot be reached the first time it is asked.
type outage struct{ asked atomic.Int64 }

func (o *outage) Ask(context.Context, []social.Entry) error {
	if o.asked.Add(1) == 1 {
		return errors.New("the stream is out of reach")
	}
	return nil
}

// TestStoredPostsAreNotSaidToBeLost: where what stored posts lead to cannot be
// asked for, their messages come again, and the log does not say that the posts
// are not stored.
func TestStoredPostsAreNotSaidToBeLost(t *testing.T) {
	const posts = 10
	log, broken := &syncLog{}, &outage{}
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.NewTextHandler(log, nil))}
	err := With(t.Context(), settings, config.Default(), func(a *App) error {
		writer := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Askers: []write.Asker{broken}, Log: settings.Log})
		a.AnalyzeWorker = analyze.New(analyze.Options{
			Posts: Queue{Queue: a.Streams.Posts}, Analyzer: a.Analyzer, Articles: unite.New(unite.Options{Store: a.Store, Log: settings.Log}), Dates: dating.New(a.Store), Groups: group.New(GroupOptions(a.Settings, a.Store)),
			Authors: spam.NewAuthorHistory(), Writer: writer, Log: settings.Log,
		})
		publishNumbered(t, a, 0, posts)
		ctx, stop := context.WithCancel(t.Context())
		var working sync.WaitGroup
		working.Go(func() { a.AnalyzeWorker.Run(ctx) })
		err := a.WaitForPosts(ctx, 0)
		stop()
		working.Wait()
		if err != nil {
			return err
		}
		stats, err := a.Streams.Posts.Stats(t.Context())
		if err != nil {
			return err
		}
		if stats.Nacked == 0 || stats.Pending != 0 || writer.Counts.New.Load() != posts || writer.Counts.Unchanged.Load() != 0 {
			t.Errorf("%d messages handed back, %d left, %d posts new", stats.Nacked, stats.Pending, writer.Counts.New.Load())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if text := log.String(); strings.Contains(text, "posts not stored") || !strings.Contains(text, "posts stored, but not what they lead to") {
		t.Errorf("logged:\n%s", text)
	}
}
