package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"earshot/crawler/replay"
	"earshot/internal/social"
)

// ReplaySummary is what reading archives again came to.
type ReplaySummary struct {
	Archives []ReplayedArchive `json:"archives"`
	// New, Updated, Stale, Dropped, Unreadable, Refused, Faulted and Stored are as in
	// CrawlSummary.
	New        int64 `json:"new"`
	Updated    int64 `json:"updated"`
	Stale      int64 `json:"stale"`
	Dropped    int64 `json:"dropped"`
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	Faulted    int64 `json:"faulted"`
	Stored     int64 `json:"stored"`
}

// ReplayedArchive is what one of them held.
type ReplayedArchive struct {
	File string `json:"file"`
	replay.Result
}

// Replay reads the answers in WARC files again, with the adapters of today, and
// returns when their posts are stored. It uses no network: pictures that were not
// stored before are fetched by the next crawl or run.
func Replay(ctx context.Context, s Settings, files, sources []string) (ReplaySummary, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return ReplaySummary{}, err
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil {
			return ReplaySummary{}, social.Errorf(social.CodeInvalid, "replay: %w", err)
		}
	}
	var sum ReplaySummary
	err = With(ctx, s, cfg, func(a *App) error {
		if len(sources) > 0 {
			if _, err := a.Chosen(sources); err != nil {
				return err
			}
		}
		sum, err = a.replay(ctx, files, sources)
		return err
	})
	return sum, err
}

func (a *App) replay(ctx context.Context, files, sources []string) (ReplaySummary, error) {
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	var sum ReplaySummary
	err := func() error {
		for _, file := range files {
			done, err := a.replayFile(ctx, file, sources)
			if err != nil {
				return err
			}
			sum.Archives = append(sum.Archives, ReplayedArchive{file, done})
		}
		return a.WaitForPosts(ctx)
	}()
	stop()
	work.Wait()
	if err != nil {
		return sum, err
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return sum, fmt.Errorf("app: recompute trends: %w", err)
	}
	all, err := a.summary(ctx, nil)
	sum.New, sum.Updated, sum.Stale, sum.Dropped = all.New, all.Updated, all.Stale, all.Dropped
	sum.Unreadable, sum.Refused, sum.Faulted, sum.Stored = all.Unreadable, all.Refused, all.Faulted, all.Stored
	return sum, err
}

func (a *App) replayFile(ctx context.Context, name string, sources []string) (done replay.Result, err error) {
	file, err := os.Open(name)
	if err != nil {
		return done, social.Errorf(social.CodeInvalid, "replay: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if done, err = replay.Archive(ctx, a.Runner, file, sources); err != nil {
		err = fmt.Errorf("app: replay %s: %w", name, err)
	}
	return done, err
}

// WaitForPosts returns when the posts stream is empty.
func (a *App) WaitForPosts(ctx context.Context) error {
	tick := time.NewTicker(idlePoll)
	defer tick.Stop()
	for {
		n, err := a.Streams.Posts.Pending(ctx)
		if err != nil {
			return fmt.Errorf("app: count what waits: %w", err)
		}
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
