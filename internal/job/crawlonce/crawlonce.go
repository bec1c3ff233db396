// Package crawlonce crawls sources once and ends when all they led to is stored.
package crawlonce

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"earshot/crawler/run"
	"earshot/internal/app"
	"earshot/internal/social"
)

// Options choose what is crawled.
type Options struct {
	// Sources names the sources; empty is every one.
	Sources []string
	// From and To, when From is not zero, are the window of a back-fill; an open
	// To is now. A back-fill from the same time that was interrupted goes on.
	From, To time.Time
	// Backfill is called now and then while a back-fill is under way.
	Backfill func(source string, at social.Backfill)
	// Progress is called now and then while the crawl is.
	Progress func(Progress)
}

// Run crawls sources once, finishing first what an earlier process left
// unfinished, and returns when every post and picture is stored.
func Run(ctx context.Context, s app.Settings, opts Options) (Summary, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return Summary{}, err
	}
	var sum Summary
	err = app.With(ctx, s, cfg, func(a *app.App) error {
		names, err := a.Chosen(opts.Sources)
		if err != nil {
			return err
		}
		sum, err = Crawl(ctx, a, names, opts)
		return err
	})
	return sum, err
}

// Crawl is Run with what is open already.
func Crawl(ctx context.Context, a *app.App, names []string, opts Options) (sum Summary, err error) {
	err = a.Watched(ctx, func(ctx context.Context) (err error) {
		sum, err = crawl(ctx, a, names, opts)
		return err
	})
	return sum, err
}

func crawl(ctx context.Context, a *app.App, names []string, opts Options) (Summary, error) {
	if err := a.Runner.Resume(ctx); err != nil {
		return Summary{}, fmt.Errorf("crawl: resume runs: %w", err)
	}
	a.BeginCounting()
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.CrawlWorker.Run(workCtx) })
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	work.Go(func() { a.PictureWorker.Run(workCtx) })
	work.Go(func() { a.Seen.Run(workCtx) })
	if a.CaptionWorker != nil {
		work.Go(func() { a.CaptionWorker.Run(workCtx) })
	}
	if a.SpeechWorker != nil {
		work.Go(func() { a.SpeechWorker.Run(workCtx) })
	}
	if a.OpinionWorker != nil {
		work.Go(func() { a.OpinionWorker.Run(workCtx) })
	}
	if opts.Backfill != nil {
		work.Go(func() { watchBackfill(workCtx, a, names, opts.Backfill) })
	}
	if opts.Progress != nil {
		work.Go(func() { watch(workCtx, a, len(names), opts.Progress) })
	}
	err := crawlAll(ctx, a, names, opts)
	stop()
	work.Wait()
	if err != nil {
		return Summary{}, err
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return Summary{}, fmt.Errorf("crawl: recompute trends: %w", err)
	}
	return summary(ctx, a, names)
}

// crawlAll starts a run of each source, or takes over the one under way, listens
// to those that are streams until they have said what was said by now, and waits
// until nothing is left to do.
func crawlAll(ctx context.Context, a *app.App, names []string, opts Options) error {
	listening, heard := errgroup.WithContext(ctx)
	for _, name := range names {
		if a.Runner.IsStream(name) {
			listening.Go(func() error { return a.Listener.CatchUp(heard, name) })
			continue
		}
		if err := begin(ctx, a, name, opts); err != nil {
			return fmt.Errorf("crawl: begin %s: %w", name, err)
		}
	}
	if err := listening.Wait(); err != nil {
		return fmt.Errorf("crawl: listen: %w", err)
	}
	return waitIdle(ctx, a)
}

// begin starts the run that was asked for. One of the same kind that is under
// way is it; one of another is waited for first.
func begin(ctx context.Context, a *app.App, name string, opts Options) error {
	start := func() error {
		var err error
		if opts.From.IsZero() {
			_, err = a.Runner.Begin(ctx, name)
			return err
		}
		to := opts.To
		if to.IsZero() {
			to = time.Now().UTC()
		}
		_, err = a.Runner.Backfill(ctx, name, run.Window{From: opts.From, To: to})
		return err
	}
	err := start()
	if social.CodeOf(err) != social.CodeConflict {
		return err
	}
	run, _, err := a.Runner.Run(ctx, name)
	if err != nil {
		return err
	}
	if run.From.Equal(opts.From) && (opts.To.IsZero() || run.To.Equal(opts.To)) {
		return nil
	}
	if err := waitIdle(ctx, a); err != nil {
		return err
	}
	return start()
}
