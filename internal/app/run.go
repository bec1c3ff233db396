package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"earshot/crawler/run"
	"earshot/dashboard"
	"earshot/internal/app/config"
	"earshot/internal/app/monitor"
	"earshot/internal/asker"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/stream"
)

// The parts of Earshot that can run alone.
const (
	PartCrawl     = "crawl"
	PartAnalyze   = "analyze"
	PartDashboard = "dashboard"
)

const (
	// trendsEvery is how often buckets in which something changed are recomputed.
	trendsEvery = 5 * time.Second
	// adoptEvery is how often posts are looked for that a process left which died.
	adoptEvery = 15 * time.Second
	// shutdownWait is how long open requests may take to end.
	shutdownWait = 5 * time.Second
)

// RunOptions choose what runs.
type RunOptions struct {
	// Addr is where the dashboard listens.
	Addr string
	// Only names the parts to run; empty is all of them.
	Only []string
	// Beside, where it is set, runs beside the parts, where the crawl or the analysis does.
	Beside func(ctx context.Context, a *App) error
	// Ready is called with the dashboard's address once it answers.
	Ready func(url string)
}

// Run listens until ctx ends.
func Run(ctx context.Context, s Settings, opts RunOptions) error {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return err
	}
	if len(opts.Only) == 0 || slices.Contains(opts.Only, PartDashboard) {
		if err := checkReach(opts.Addr, cfg.Dashboard); err != nil {
			return err
		}
	}
	// Of processes that each run a part on one folder the first carries the streams and
	// the engine for all.
	return withApp(ctx, s, cfg, len(opts.Only) > 0, func(a *App) error {
		return a.Run(ctx, opts, dashboard.Options{})
	})
}

// With opens an App, calls do and closes the App.
func With(ctx context.Context, s Settings, cfg config.Config, do func(*App) error) error {
	return withApp(ctx, s, cfg, false, do)
}

// WithBeside is With, also beside another Earshot that is running on the same folder,
// whose streams and engine are used then.
func WithBeside(ctx context.Context, s Settings, cfg config.Config, do func(*App) error) error {
	return withApp(ctx, s, cfg, true, do)
}

func withApp(ctx context.Context, s Settings, cfg config.Config, beside bool, do func(*App) error) error {
	a, err := open(ctx, s, cfg, beside)
	if err != nil {
		return err
	}
	return errors.Join(do(a), a.Close())
}

// Run runs the chosen parts until ctx ends or one of them fails.
func (a *App) Run(ctx context.Context, opts RunOptions, page dashboard.Options) error {
	return a.Watched(ctx, func(ctx context.Context) error { return a.run(ctx, opts, page) })
}

func (a *App) run(ctx context.Context, opts RunOptions, page dashboard.Options) error {
	work, ctx := errgroup.WithContext(ctx)
	if err := a.begin(ctx, work, opts, page); err != nil {
		// What runs already ends before what it stands on is closed.
		work.Go(func() error { return err })
	}
	if err := work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// begin starts the chosen parts.
func (a *App) begin(ctx context.Context, work *errgroup.Group, opts RunOptions, page dashboard.Options) error {
	has := func(part string) bool { return len(opts.Only) == 0 || slices.Contains(opts.Only, part) }
	watch := a.monitor()
	if has(PartAnalyze) || has(PartDashboard) {
		if err := a.CheckMedia(ctx); err != nil {
			return err
		}
		work.Go(func() error { a.keepMedia(ctx); return nil })
	}
	if has(PartCrawl) {
		if err := a.Runner.Resume(ctx); err != nil {
			return fmt.Errorf("app: resume runs: %w", err)
		}
		work.Go(func() error { return a.Scheduler.Run(ctx) })
		work.Go(func() error { return a.Listener.Run(ctx) })
		work.Go(func() error { a.CrawlWorker.Run(ctx); return nil })
		work.Go(func() error { a.sweepLanes(ctx); return nil })
	}
	if has(PartAnalyze) {
		if err := a.beginAnalysis(ctx, work, opts); err != nil {
			return err
		}
	}
	if has(PartDashboard) {
		if err := checkReach(opts.Addr, a.Config.Dashboard); err != nil {
			return err
		}
		known, err := a.known(ctx)
		if err != nil {
			return fmt.Errorf("app: names for queries: %w", err)
		}
		page.Known = known
		handler, err := dashboard.New(a.DashboardOptions(page))
		if err != nil {
			return fmt.Errorf("app: make dashboard: %w", err)
		}
		work.Go(func() error {
			return serve(ctx, opts, newHostGuard(opts.Addr, a.Config.Dashboard, watch.Beside(a.tracer.Pages(monitor.PageOf, handler))))
		})
	}
	if addr := a.Config.Monitoring.Addr; addr != "" {
		work.Go(func() error { return serve(ctx, RunOptions{Addr: addr}, watch.Handler()) })
	}
	return nil
}

// beginAnalysis starts what works on posts.
func (a *App) beginAnalysis(ctx context.Context, work *errgroup.Group, opts RunOptions) error {
	work.Go(func() error { a.adoptQueues(ctx); return nil })
	if err := warnOutdated(ctx, a.Store, a.Analyzer.Version(), a.Settings.Log); err != nil {
		return fmt.Errorf("app: count outdated analyses: %w", err)
	}
	work.Go(func() error { a.AnalyzeWorker.Run(ctx); return nil })
	work.Go(func() error { a.PictureWorker.Run(ctx); return nil })
	work.Go(func() error { a.Seen.Run(ctx); return nil })
	work.Go(func() error { a.keepLogos(ctx); return nil })
	work.Go(func() error { a.keepOriginals(ctx); return nil })
	if a.CaptionWorker != nil {
		work.Go(func() error { a.CaptionWorker.Run(ctx); return nil })
	}
	if a.SpeechWorker != nil {
		work.Go(func() error { a.SpeechWorker.Run(ctx); return nil })
	}
	if a.OpinionWorker != nil {
		work.Go(func() error { a.OpinionWorker.Run(ctx); return nil })
	}
	work.Go(func() error { a.Sentiment.Watch(ctx); return nil })
	work.Go(func() error { return a.keepTrends(ctx) })
	work.Go(func() error { a.watchDamage(ctx); return nil })
	if opts.Beside != nil {
		work.Go(func() error { return opts.Beside(ctx, a) })
	}
	return nil
}

// adoptQueues takes over what imports left that died, until ctx ends, and deletes what
// is left of large messages.
func (a *App) adoptQueues(ctx context.Context) {
	tick, sweep := time.NewTicker(adoptEvery), time.NewTicker(stream.SweepAge)
	defer tick.Stop()
	defer sweep.Stop()
	for adoption := a.Streams.NewAdoption(); ; {
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			if err := a.Streams.Sweep(ctx, stream.SweepAge); err != nil && ctx.Err() == nil {
				a.Settings.Log.Warn("room of large messages that are done with is not freed, will try again", "error", err)
			}
			continue
		case <-tick.C:
		}
		if err := adoption.Adopt(ctx); err != nil && ctx.Err() == nil {
			a.Settings.Log.Warn("what a process left in the streams is not looked for, will try again", "error", err)
		}
	}
}

// sweepLanes removes what is kept of lanes that are not configured any more, until ctx ends.
func (a *App) sweepLanes(ctx context.Context) {
	tick := time.NewTicker(run.SweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := a.Runner.Sweep(ctx); err != nil && ctx.Err() == nil {
			a.Settings.Log.Warn("what no lane needs any more is not removed, will try again", "error", err)
		}
	}
}

// keepTrends recomputes the rollups of brand-days in which something changed.
// Until it has, those days are read from the mentions themselves, so a figure
// is never behind; this keeps reading fast.
func (a *App) keepTrends(ctx context.Context) error {
	tick := time.NewTicker(trendsEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			// Nobody waits for it, and pages do not wait for it.
			ctx := asker.With(ctx, asker.Asker{Kind: asker.Background})
			if _, err := a.Store.RefreshTrends(ctx); err != nil && ctx.Err() == nil {
				a.Settings.Log.Warn("trends not recomputed, will try again", "error", err)
			}
		}
	}
}

// serve answers HTTP until ctx ends.
func serve(ctx context.Context, opts RunOptions, handler http.Handler) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", opts.Addr)
	if err != nil {
		return social.Errorf(social.CodeConflict, "Earshot cannot listen on %s (choose another with --addr or monitoring.addr): %w", opts.Addr, err)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, WriteTimeout: 2 * time.Minute,
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWait)
		defer cancel()
		err := server.Shutdown(end)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close() // what is asked still ends with the program
		}
		stopped <- err
	}()
	if opts.Ready != nil {
		opts.Ready("http://" + listener.Addr().String() + "/")
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("app: serve dashboard: %w", err)
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("app: stop dashboard: %w", err)
	}
	return nil
}

// warnOutdated logs how many stored posts another version analysed.
func warnOutdated(ctx context.Context, store *storage.Store, version string, log *slog.Logger) error {
	n, err := store.Outdated(ctx, version)
	if err != nil {
		return err
	}
	if n.Posts > 0 {
		log.Info("posts were analysed by another version; earshot reanalyze analyses them again", "posts", n.Posts, "counted_as_sure", n.Undoubted, "version", version)
	}
	return nil
}
