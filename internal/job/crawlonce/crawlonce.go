// Package crawlonce crawls sources once and ends when all they led to is stored.
package crawlonce

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"earshot/crawler/run"
	"earshot/internal/app"
	"earshot/internal/app/sourceservice"
	"earshot/internal/pipeline/caption"
	"earshot/internal/pipeline/opinion"
	"earshot/internal/social"
)

// shownParked is how many of the messages that were set aside a summary names.
const shownParked = 10

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

// Summary is what one crawl did.
type Summary struct {
	Runs []social.Run `json:"runs"`
	// New, Updated, Unchanged and Stale count posts by what became of them in storage;
	// Dropped those that match no brand of a source that keeps mentions only. Each post is
	// counted once: one that is new and read again is New.
	New       int64 `json:"new"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Stale     int64 `json:"stale"`
	// Erased counts posts that their platforms show no longer, and of which
	// nothing is kept.
	Erased  int64 `json:"erased"`
	Dropped int64 `json:"dropped"`
	// Again counts the readings of these posts beyond the first of each.
	Again int64 `json:"again"`
	// Merged counts what was read of posts that are stored under another identity,
	// and what stood in its document twice; nothing of it is among the others.
	Merged social.Merged `json:"merged"`
	// Unreadable and Refused count messages and posts that could not be stored;
	// the log says which.
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	// Parked counts the messages that were set aside in this crawl, those that could
	// not be read among them.
	Parked int64 `json:"parked"`
	// ParkedFirst are the last ones that were set aside.
	ParkedFirst []social.Parked `json:"parked_first,omitempty"`
	// Faulted counts the posts of whose analysis a part failed and is left empty;
	// the log names them.
	Faulted int64 `json:"faulted"`
	// Pictures and PicturesFailed count pictures fetched in this crawl.
	Pictures       int64 `json:"pictures"`
	PicturesFailed int64 `json:"pictures_failed"`
	// PicturesOver counts the pictures left out as over a cap of crawler.pictures.
	PicturesOver int64 `json:"pictures_over"`
	// Captions is nil where no vision model is configured.
	Captions *CaptionSummary `json:"captions,omitempty"`
	// Opinions is nil where no model is asked for second opinions.
	Opinions *OpinionSummary `json:"opinions,omitempty"`
	// Stored is how many posts are stored in all.
	Stored int64 `json:"stored"`
	// Health is how each of the sources stands after it.
	Health []Standing `json:"health"`
}

// Standing is the verdict on a source, the same that every other place gives.
type Standing struct {
	Source  string         `json:"source"`
	Verdict social.Verdict `json:"verdict"`
	Answers bool           `json:"answers"`
}

// CaptionSummary is what a crawl did about captions.
type CaptionSummary = caption.Summary

// OpinionSummary is what a crawl did about second opinions.
type OpinionSummary = opinion.Summary

// Failed are the runs that did not read all they set out to read.
func (c Summary) Failed() []social.Run {
	var failed []social.Run
	for _, r := range c.Runs {
		if r.State.Failing() {
			failed = append(failed, r)
		}
	}
	return failed
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

// waitIdle returns when no run is active and nothing waits in a stream. The
// order matters: each stage publishes to the next before it acknowledges.
func waitIdle(ctx context.Context, a *app.App) error {
	return a.WaitFor(ctx, func() (bool, error) { return idle(ctx, a) })
}

func idle(ctx context.Context, a *app.App) (bool, error) {
	active, err := a.Runner.Active(ctx)
	if err != nil {
		return false, fmt.Errorf("crawl: look for active runs: %w", err)
	}
	if len(active) > 0 {
		return false, nil
	}
	// Posts that waited for their pictures go through the posts stream once more, and their
	// pictures, which are known by then, through theirs.
	posts, media := a.Streams.Posts.Pending, a.Streams.Media.Pending
	streams := []func(context.Context) (int, error){a.Streams.Crawl.Pending, posts, media, posts, media}
	if ok, err := empty(ctx, streams); !ok || err != nil {
		return false, err
	}
	if a.CaptionWorker != nil {
		if ok, err := a.CaptionWorker.Idle(ctx); !ok || err != nil {
			return false, err
		}
		// Captions are handed to the pictures, and those may lead to posts.
		if ok, err := empty(ctx, streams); !ok || err != nil {
			return false, err
		}
	}
	if a.OpinionWorker == nil {
		return true, nil
	}
	return a.OpinionWorker.Idle(ctx)
}

// empty tells whether nothing waits in streams.
func empty(ctx context.Context, streams []func(context.Context) (int, error)) (bool, error) {
	for _, pending := range streams {
		n, err := pending(ctx)
		if err != nil {
			return false, fmt.Errorf("crawl: count what waits: %w", err)
		}
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

func summary(ctx context.Context, a *app.App, names []string) (Summary, error) {
	counts, err := a.Counts(ctx)
	if err != nil {
		return Summary{}, err
	}
	pictures := &a.PictureWorker.Counts
	sum := Summary{
		New: counts.New, Updated: counts.Updated, Unchanged: counts.Unchanged, Stale: counts.Stale, Erased: counts.Erased, Dropped: counts.Dropped, Again: counts.Again,
		Unreadable: counts.Unreadable, Parked: counts.Parked, Refused: counts.Refused, Faulted: counts.Faulted, Stored: counts.Stored, Merged: counts.Merged,
		Pictures: pictures.Ready.Load(), PicturesFailed: pictures.Failed.Load(), PicturesOver: pictures.Over.Load(),
	}
	for _, name := range names {
		run, ok, err := a.Runner.Run(ctx, name)
		if err != nil {
			return sum, fmt.Errorf("crawl: read run of %s: %w", name, err)
		}
		if ok {
			sum.Runs = append(sum.Runs, run)
		}
	}
	if a.CaptionWorker != nil {
		if sum.Captions, err = a.CaptionWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	if a.OpinionWorker != nil {
		if sum.Opinions, err = a.OpinionWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	if sum.Parked > 0 {
		if sum.ParkedFirst, err = a.Parking().Parked(ctx); err != nil {
			return sum, err
		}
		sum.ParkedFirst = sum.ParkedFirst[:min(len(sum.ParkedFirst), shownParked)]
	}
	sum.Health, err = standing(ctx, a, names)
	return sum, err
}

// standing is how the sources of these names stand.
func standing(ctx context.Context, a *app.App, names []string) ([]Standing, error) {
	all, err := a.Runner.Health(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawl: health of the sources: %w", err)
	}
	now := time.Now().UTC()
	if err := (&sourceservice.History{Store: a.Store}).Add(ctx, all, now); err != nil {
		return nil, fmt.Errorf("crawl: history of the sources: %w", err)
	}
	held, err := a.Parking().Held(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawl: parked messages of the sources: %w", err)
	}
	all = sourceservice.AddHeld(all, held)
	out := []Standing{}
	for _, h := range all {
		if slices.Contains(names, h.Source) {
			v := h.Verdict(now)
			out = append(out, Standing{Source: h.Source, Verdict: v, Answers: v.Condition.Answers()})
		}
	}
	return out, nil
}
