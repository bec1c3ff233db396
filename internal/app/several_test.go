package app

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/stream/streamtest"
)

// TestSeveralAnalyzersGroupAsOne: three on one NATS and one ClickHouse of their own, to whom
// posts come that are new, edited, dated anew, read late and deleted, find the same near
// copies, fold the same posts, and count and export the same as one alone.
func TestSeveralAnalyzersGroupAsOne(t *testing.T) {
	told := newLives(150).told(7)
	var pages [][]social.Post
	for some := range slices.Chunk(told, 3) {
		var page []social.Post
		for _, e := range some {
			page = append(page, e.Post)
		}
		pages = append(pages, page)
	}
	alone := analysed(t, 1, pages)
	for range 2 {
		got := analysed(t, 3, pages)
		if diff := cmp.Diff(alone, got); diff != "" {
			t.Errorf("(-one +three):\n%s", diff)
		}
	}
	if want := standing(told); !slices.Equal(slices.Sorted(maps.Keys(alone.Originals)), want) {
		t.Errorf("%d posts stand, want %d", len(alone.Originals), len(want))
	}
	copies := 0
	for _, original := range alone.Originals {
		if original != "" {
			copies++
		}
	}
	if copies < 20 {
		t.Errorf("only %d posts are copies", copies)
	}
}

// standing are the posts whose last state mentions the brand, and not that they are deleted.
func standing(told []social.Entry) (ids []string) {
	last := map[string]social.Post{}
	for _, e := range told {
		if at, ok := last[e.Post.ID]; !ok || e.Post.FetchedAt.After(at.FetchedAt) {
			last[e.Post.ID] = e.Post
		}
	}
	for id, p := range last {
		if !p.Deleted && strings.Contains(p.Text, "Northwind") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// analysed is what comes of pages that several analyzers share.
func analysed(t *testing.T, analyzers int, pages [][]social.Post) view {
	t.Helper()
	dir := t.TempDir()
	store, eng, err := OpenStoreAt(t.Context(), Settings{DataDir: filepath.Join(dir, "clickhouse"), Log: slog.New(slog.DiscardHandler)}, "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := CloseStore(store, eng); err != nil {
			t.Error(err)
		}
	}()
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	cfg.Storage.DSN, cfg.Streams.URL = eng.DSN(), "nats://"+serveStreams(t, filepath.Join(dir, "nats"))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var working, open sync.WaitGroup
	open.Add(analyzers)
	done := make(chan struct{})
	for i := range analyzers {
		working.Go(func() {
			settings := Settings{DataDir: filepath.Join(dir, fmt.Sprint(i)), Version: "test", Log: slog.New(slog.DiscardHandler)}
			err := With(ctx, settings, cfg, func(a *App) error {
				open.Done()
				open.Wait()
				var analysing sync.WaitGroup
				ctx, end := context.WithCancel(ctx)
				analysing.Go(func() { a.AnalyzeWorker.Run(ctx) })
				defer analysing.Wait()
				defer end()
				if i == 0 {
					defer close(done)
					for _, page := range pages { // one by one, so that all get some of them
						if err := a.Publisher().Publish(ctx, page); err != nil {
							return err
						}
					}
					return a.WaitForPosts(ctx, 0)
				}
				<-done
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	working.Wait()
	return viewOf(t, store)
}

// serveStreams runs a NATS server of one's own until the test ends.
func serveStreams(t *testing.T, dir string) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- streamtest.Serve(ctx, addr, dir, func() { close(ready) }) }()
	<-ready
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return addr
}
