// Package replay reads archived answers again.
package replay

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"earshot/crawler/replay"
	"earshot/internal/app"
	"earshot/internal/social"
)

// Summary is what reading archives again came to.
type Summary struct {
	Archives []Archive `json:"archives"`
	// New, Updated, Unchanged, Stale, Dropped, Again, Unreadable, Refused, Faulted and Stored are as
	// in app.Counts.
	New       int64 `json:"new"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Stale     int64 `json:"stale"`
	Dropped   int64 `json:"dropped"`
	Again     int64 `json:"again"`
	// Merged is that of app.Counts.
	Merged     social.Merged `json:"merged"`
	Unreadable int64         `json:"unreadable"`
	Parked     int64         `json:"parked"`
	Refused    int64         `json:"refused"`
	Faulted    int64         `json:"faulted"`
	Stored     int64         `json:"stored"`
}

// Archive is what one of them held.
type Archive struct {
	File string `json:"file"`
	replay.Result
}

// Run reads the answers in WARC files again, with the adapters of today, and
// returns when their posts are stored. It uses no network: pictures that were not
// stored before are fetched by the next crawl or run.
func Run(ctx context.Context, s app.Settings, files, sources []string) (Summary, error) {
	cfg, err := s.LoadConfig(true)
	if err != nil {
		return Summary{}, err
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil {
			return Summary{}, social.Errorf(social.CodeInvalid, "replay: %w", err)
		}
	}
	var sum Summary
	err = app.With(ctx, s, cfg, func(a *app.App) error {
		if len(sources) > 0 {
			if _, err := a.Chosen(sources); err != nil {
				return err
			}
		}
		sum, err = readAll(ctx, a, files, sources)
		return err
	})
	return sum, err
}

func readAll(ctx context.Context, a *app.App, files, sources []string) (Summary, error) {
	a.BeginCounting()
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	var sum Summary
	err := func() error {
		for _, file := range files {
			done, err := replayFile(ctx, a, file, sources)
			if err != nil {
				return err
			}
			sum.Archives = append(sum.Archives, Archive{file, done})
		}
		return a.WaitForPosts(ctx, 0)
	}()
	stop()
	work.Wait()
	if err != nil {
		return sum, err
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return sum, fmt.Errorf("replay: recompute trends: %w", err)
	}
	all, err := a.Counts(ctx)
	sum.Merged = all.Merged
	sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Dropped, sum.Again = all.New, all.Updated, all.Unchanged, all.Stale, all.Dropped, all.Again
	sum.Parked, sum.Unreadable, sum.Refused, sum.Faulted, sum.Stored = all.Parked, all.Unreadable, all.Refused, all.Faulted, all.Stored
	return sum, err
}

func replayFile(ctx context.Context, a *app.App, name string, sources []string) (done replay.Result, err error) {
	file, err := os.Open(name)
	if err != nil {
		return done, social.Errorf(social.CodeInvalid, "replay: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if done, err = replay.Archive(ctx, a.Runner, file, sources); err != nil {
		err = fmt.Errorf("replay: replay %s: %w", name, err)
	}
	return done, err
}
