// Package bench measures Earshot beside a reference in the same run. What the
// analyzers are measured beside is no part of the program that is shipped, and a
// program of its own: see package sentiment below this one.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"earshot/analyzer/encoder"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/bench/measure"
)

// Run measures Earshot beside a reference in the same run and prints, for
// each figure, a line "bench NAME ours=X reference=Y unit=U ratio=R", followed by the
// same by processor time; see measure.PrintRates.
func Run(ctx context.Context, s app.Settings, out io.Writer) error {
	dir, err := os.MkdirTemp("", "earshot-bench-")
	if err != nil {
		return fmt.Errorf("bench: folder: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := benchThumbnails(ctx, dir, out); err != nil {
		return fmt.Errorf("bench: thumbnails: %w", err)
	}
	s.DataDir = filepath.Join(dir, "tables")
	cfg := config.Default()
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay, cfg.Crawler.Workers = true, 0, benchChains
	for _, b := range benchBrands() {
		cfg.Brands = append(cfg.Brands, config.Brand{Name: b.Name, Query: b.Query})
	}
	// The second reading of a post takes some hundred times what all else takes, so
	// that little else would be measured with it. It has a line of its own.
	cfg.Analyzer.Encoder = false
	var inserted []measure.Rate
	err = app.With(ctx, s, cfg, func(a *app.App) error {
		if inserted, err = benchPosts(ctx, a, out); err != nil {
			return fmt.Errorf("bench: posts: %w", err)
		}
		if err := benchCrawl(ctx, a, out); err != nil {
			return fmt.Errorf("bench: crawl: %w", err)
		}
		if err := benchListen(ctx, a, out); err != nil {
			return fmt.Errorf("bench: jetstream: %w", err)
		}
		if err := benchScrapy(ctx, a, out); err != nil {
			return fmt.Errorf("bench: scrapy: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := encoder.Find(); err != nil {
		_, err := fmt.Fprintf(out, "posts-encoder: not measured: %v\n", err)
		return err
	}
	s.DataDir, cfg.Analyzer.Encoder = filepath.Join(dir, "encoder"), true
	return app.With(ctx, s, cfg, func(a *app.App) error {
		if err := benchPostsReadAgain(ctx, a, inserted, out); err != nil {
			return fmt.Errorf("bench: posts-encoder: %w", err)
		}
		return nil
	})
}

// benchPoll is how often a benchmark looks whether it is over.
const benchPoll = 5 * time.Millisecond

// until measures work, from before begin until ended says so.
func until(ctx context.Context, watch *measure.Stopwatch, begin func(context.Context) error, work func(context.Context), ended func(context.Context) (bool, error)) error {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	return watch.Time(func() error {
		if begin != nil {
			if err := begin(ctx); err != nil {
				return err
			}
		}
		working.Go(func() { work(ctx) })
		for {
			if over, err := ended(ctx); over || err != nil {
				return err
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(benchPoll):
			}
		}
	})
}

// stopwatch measures what a makes its process and its engine do.
func stopwatch(a *app.App) *measure.Stopwatch {
	if a.Engine == nil {
		return &measure.Stopwatch{}
	}
	return &measure.Stopwatch{Engine: a.Engine.PID()}
}
