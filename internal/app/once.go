package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"earshot/crawler/run"
	"earshot/internal/pipeline/opinion"
	"earshot/internal/social"
)

// idlePoll is how often a crawl that must end looks whether it has.
const idlePoll = 50 * time.Millisecond

// CrawlOptions choose what is crawled.
type CrawlOptions struct {
	// Sources names the sources; empty is every one.
	Sources []string
	// From and To, when From is not zero, are the window of a back-fill; an open
	// To is now. A back-fill from the same time that was interrupted goes on.
	From, To time.Time
	// Progress is called now and then while a back-fill is under way.
	Progress func(source string, at social.Backfill)
}

// CrawlSummary is what one crawl did.
type CrawlSummary struct {
	Runs []social.Run `json:"runs"`
	// New, Updated and Stale count posts by what became of them in storage;
	// Dropped those that match no brand of a source that keeps mentions only.
	New     int64 `json:"new"`
	Updated int64 `json:"updated"`
	Stale   int64 `json:"stale"`
	// Erased counts posts that their platforms show no longer, and of which
	// nothing is kept.
	Erased  int64 `json:"erased"`
	Dropped int64 `json:"dropped"`
	// Unreadable and Refused count messages and posts that could not be stored;
	// the log says which.
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	// Faulted counts the posts of whose analysis a part failed and is left empty;
	// the log names them.
	Faulted int64 `json:"faulted"`
	// Pictures and PicturesFailed count pictures fetched in this crawl.
	Pictures       int64 `json:"pictures"`
	PicturesFailed int64 `json:"pictures_failed"`
	// Opinions is nil where no model is asked for second opinions.
	Opinions *OpinionSummary `json:"opinions,omitempty"`
	// Stored is how many posts are stored in all.
	Stored int64 `json:"stored"`
}

// OpinionSummary is what a crawl did about second opinions.
type OpinionSummary = opinion.Summary

// Failed are the runs that did not read all they set out to read.
func (c CrawlSummary) Failed() []social.Run {
	var failed []social.Run
	for _, r := range c.Runs {
		if r.State.Failing() {
			failed = append(failed, r)
		}
	}
	return failed
}

// CrawlOnce crawls sources once, finishing first what an earlier process left
// unfinished, and returns when every post and picture is stored.
func CrawlOnce(ctx context.Context, s Settings, opts CrawlOptions) (CrawlSummary, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return CrawlSummary{}, err
	}
	var sum CrawlSummary
	err = With(ctx, s, cfg, func(a *App) error {
		names, err := a.Chosen(opts.Sources)
		if err != nil {
			return err
		}
		sum, err = a.crawlOnce(ctx, names, opts)
		return err
	})
	return sum, err
}

// Chosen is the named sources, or all of them.
func (a *App) Chosen(names []string) ([]string, error) {
	var known []string
	for _, s := range a.Sources {
		known = append(known, s.Name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, social.Errorf(social.CodeInvalid, "there is no source %q in the configuration", n)
		}
	}
	if len(names) == 0 {
		names = known
	}
	if len(names) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "the configuration has no sources")
	}
	return names, nil
}

func (a *App) crawlOnce(ctx context.Context, names []string, opts CrawlOptions) (CrawlSummary, error) {
	if err := a.Runner.Resume(ctx); err != nil {
		return CrawlSummary{}, fmt.Errorf("app: resume runs: %w", err)
	}
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.CrawlWorker.Run(workCtx) })
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	work.Go(func() { a.PictureWorker.Run(workCtx) })
	if a.OpinionWorker != nil {
		work.Go(func() { a.OpinionWorker.Run(workCtx) })
	}
	if opts.Progress != nil {
		work.Go(func() { a.watchBackfill(workCtx, names, opts.Progress) })
	}
	err := a.crawlAll(ctx, names, opts)
	stop()
	work.Wait()
	if err != nil {
		return CrawlSummary{}, err
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return CrawlSummary{}, fmt.Errorf("app: recompute trends: %w", err)
	}
	return a.summary(ctx, names)
}

// crawlAll starts a run of each source, or takes over the one under way, listens
// to those that are streams until they have said what was said by now, and waits
// until nothing is left to do.
func (a *App) crawlAll(ctx context.Context, names []string, opts CrawlOptions) error {
	listening, heard := errgroup.WithContext(ctx)
	for _, name := range names {
		if a.Runner.IsStream(name) {
			listening.Go(func() error { return a.Listener.CatchUp(heard, name) })
			continue
		}
		if err := a.begin(ctx, name, opts); err != nil {
			return fmt.Errorf("app: begin %s: %w", name, err)
		}
	}
	if err := listening.Wait(); err != nil {
		return fmt.Errorf("app: listen: %w", err)
	}
	return a.waitIdle(ctx)
}

// begin starts the run that was asked for. One of the same kind that is under
// way is it; one of another is waited for first.
func (a *App) begin(ctx context.Context, name string, opts CrawlOptions) error {
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
	if err := a.waitIdle(ctx); err != nil {
		return err
	}
	return start()
}

// waitIdle returns when no run is active and nothing waits in a stream. The
// order matters: each stage publishes to the next before it acknowledges.
func (a *App) waitIdle(ctx context.Context) error {
	return a.WaitFor(ctx, func() (bool, error) { return a.idle(ctx) })
}

// WaitFor returns when done says so.
func (a *App) WaitFor(ctx context.Context, done func() (bool, error)) error {
	tick := time.NewTicker(idlePoll)
	defer tick.Stop()
	for {
		ended, err := done()
		if err != nil || ended {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func (a *App) idle(ctx context.Context) (bool, error) {
	active, err := a.Runner.Active(ctx)
	if err != nil {
		return false, fmt.Errorf("app: look for active runs: %w", err)
	}
	if len(active) > 0 {
		return false, nil
	}
	for _, pending := range []func(context.Context) (int, error){a.Streams.Crawl.Pending, a.Streams.Posts.Pending, a.Streams.Media.Pending} {
		n, err := pending(ctx)
		if err != nil {
			return false, fmt.Errorf("app: count what waits: %w", err)
		}
		if n > 0 {
			return false, nil
		}
	}
	if a.OpinionWorker == nil {
		return true, nil
	}
	return a.OpinionWorker.Idle(ctx)
}

func (a *App) summary(ctx context.Context, names []string) (CrawlSummary, error) {
	posts, pictures := &a.Writer.Counts, &a.PictureWorker.Counts
	sum := CrawlSummary{
		New: posts.New.Load(), Updated: posts.Updated.Load(), Stale: posts.Stale.Load(), Erased: posts.Erased.Load(), Dropped: a.AnalyzeWorker.Dropped(),
		Unreadable: a.AnalyzeWorker.Unreadable(), Refused: posts.Refused.Load(), Faulted: a.Analyzer.Faults(),
		Pictures: pictures.Ready.Load(), PicturesFailed: pictures.Failed.Load(),
	}
	for _, name := range names {
		run, ok, err := a.Runner.Run(ctx, name)
		if err != nil {
			return sum, fmt.Errorf("app: read run of %s: %w", name, err)
		}
		if ok {
			sum.Runs = append(sum.Runs, run)
		}
	}
	var err error
	if a.OpinionWorker != nil {
		if sum.Opinions, err = a.OpinionWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	counts, err := a.Store.SourceCounts(ctx)
	if err != nil {
		return sum, err
	}
	for _, n := range counts {
		sum.Stored += n
	}
	return sum, nil
}
