package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"earshot/internal/app/config"
)

// Bench measures Earshot beside a reference in the same run and prints, for
// each figure, a line "bench NAME ours=X reference=Y unit=U ratio=R".
func Bench(ctx context.Context, s Settings, out io.Writer) error {
	dir, err := os.MkdirTemp("", "earshot-bench-")
	if err != nil {
		return fmt.Errorf("app: bench folder: %w", err)
	}
	defer os.RemoveAll(dir)
	s.DataDir = dir
	cfg := config.Default()
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay, cfg.Crawler.Workers = true, 0, benchChains
	for _, b := range benchBrands() {
		cfg.Brands = append(cfg.Brands, config.Brand{Name: b.Name, Query: b.Query})
	}
	return withApp(ctx, s, cfg, func(a *App) error {
		if err := a.benchPosts(ctx, out); err != nil {
			return fmt.Errorf("app: bench posts: %w", err)
		}
		if err := a.benchCrawl(ctx, out); err != nil {
			return fmt.Errorf("app: bench crawl: %w", err)
		}
		if err := a.benchListen(ctx, out); err != nil {
			return fmt.Errorf("app: bench jetstream: %w", err)
		}
		if err := benchText(ctx, out); err != nil {
			return fmt.Errorf("app: bench text: %w", err)
		}
		if err := a.benchScrapy(ctx, out); err != nil {
			return fmt.Errorf("app: bench scrapy: %w", err)
		}
		return nil
	})
}

// rate is how much was done in how long.
type rate struct {
	n    int64
	took time.Duration
}

func (r rate) perSecond() float64 { return float64(r.n) / r.took.Seconds() }

// printBench prints the closing line of a figure.
func printBench(out io.Writer, name, unit string, ours, reference float64) error {
	_, err := fmt.Fprintf(out, "bench %s ours=%.0f reference=%.0f unit=%s ratio=%.2f\n", name, ours, reference, unit, ours/reference)
	return err
}

// median of rates that were measured alternately, so that what else the
// machine does falls on both sides alike.
func median(rates []rate) float64 {
	all := make([]float64, len(rates))
	for i, r := range rates {
		all[i] = r.perSecond()
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// benchPoll is how often a benchmark looks whether it is over.
const benchPoll = 5 * time.Millisecond

// until times how long work takes, from before begin until ended says so.
func until(ctx context.Context, begin func(context.Context) error, work func(context.Context), ended func(context.Context) (bool, error)) (time.Duration, error) {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	started := time.Now()
	if begin != nil {
		if err := begin(ctx); err != nil {
			return 0, err
		}
	}
	working.Go(func() { work(ctx) })
	for {
		if over, err := ended(ctx); over || err != nil {
			return time.Since(started), err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(benchPoll):
		}
	}
}
