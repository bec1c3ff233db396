package app

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"earshot/internal/app/config"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/social"
)

// syncLog is a log that is written and read side by side.
type syncLog struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (l *syncLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(p)
}

func (l *syncLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

// TestStalledStorageIsWaitedFor stops ClickHouse, with posts in the stream, for
// several times as long as the stream waits for word of a message. Each message
// is delivered once all the same, nothing is lost, and nothing is said not to be
// stored that is.
func TestStalledStorageIsWaitedFor(t *testing.T) {
	const (
		pages   = 600 // more than two batches
		ackWait = 2 * time.Second
		stall   = 3 * ackWait
	)
	said := &syncLog{}
	settings := Settings{DataDir: t.TempDir(), Version: "test", ackWait: ackWait, Log: slog.New(slog.NewTextHandler(said, nil))}
	err := With(t.Context(), settings, config.Default(), func(a *App) error {
		work := func(meanwhile func()) error {
			ctx, stop := context.WithCancel(t.Context())
			var working sync.WaitGroup
			working.Go(func() { a.AnalyzeWorker.Run(ctx) })
			meanwhile()
			err := a.WaitForPosts(ctx, 0)
			stop()
			working.Wait()
			return err
		}
		// The first page makes the worker look what near copies are stored.
		publishNumbered(t, a, 0, 1)
		if err := work(func() {}); err != nil {
			return err
		}
		publishNumbered(t, a, 1, pages)
		signal(t, a.Engine.PID(), syscall.SIGSTOP)
		if err := work(func() { time.Sleep(stall); signal(t, a.Engine.PID(), syscall.SIGCONT) }); err != nil {
			return err
		}
		stats, err := a.Streams.Posts.Stats(t.Context())
		if err != nil {
			return err
		}
		if stats.Fetched != pages || stats.Nacked != 0 || stats.Pending != 0 {
			t.Errorf("%d messages: %d deliveries, %d handed back, %d left", pages, stats.Fetched, stats.Nacked, stats.Pending)
		}
		counts := &a.Writer.Counts
		if counts.New.Load() != pages || counts.Updated.Load() != 0 || counts.Unchanged.Load() != 0 || counts.Stale.Load() != 0 {
			t.Errorf("%d posts: %d stored, %d stored again, %d stale", pages, counts.New.Load(), counts.Updated.Load(), counts.Stale.Load())
		}
		stored, err := a.Store.SourceCounts(t.Context())
		if err == nil && stored["s"] != pages {
			t.Errorf("%d posts are stored, not %d", stored["s"], pages)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if log := said.String(); strings.Contains(log, "not stored") || strings.Contains(log, "not acknowledged") {
		t.Errorf("logged:\n%s", log)
	}
}

// publishNumbered puts posts on the posts stream, each in a message of its own.
func publishNumbered(t *testing.T, a *App, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		at := time.Now().UTC()
		post := social.Post{Platform: "feed", ID: fmt.Sprint(i), Source: "s", Keep: social.KeepAll, Text: fmt.Sprintf("Roast %d", i), CreatedAt: at, FetchedAt: at}
		if err := (crawl.Publisher{Posts: Queue{Queue: a.Streams.Posts}}).Publish(t.Context(), []social.Post{post}); err != nil {
			t.Fatal(err)
		}
	}
}

func signal(t *testing.T, pid int, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatal(err)
	}
}
