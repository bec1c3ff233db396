package crawlonce

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/app"
)

// waitIdle returns when no run is active and nothing waits in a stream. The
// order matters: each stage publishes to the next before it acknowledges.
func waitIdle(ctx context.Context, a *app.App) error {
	late := lateness{wait: a.Config.Crawler.Pictures.Wait.Std(), now: time.Now}
	return a.WaitFor(ctx, func() (bool, error) { return idle(ctx, a, &late) })
}

func idle(ctx context.Context, a *app.App, late *lateness) (bool, error) {
	active, err := a.Runner.Active(ctx)
	if err != nil {
		return false, fmt.Errorf("crawl: look for active runs: %w", err)
	}
	if len(active) > 0 {
		return false, nil
	}
	// Posts that waited for their pictures go through the posts stream once more, and their
	// pictures, which are known by then, through theirs.
	posts := a.Streams.Posts.Pending
	media := func(ctx context.Context) (int, error) {
		n, err := a.PicturesPending(ctx)
		if late.over(n, a.PictureWorker.Counts.Ready.Load()) {
			n = 0
		}
		return n, err
	}
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
	if a.SpeechWorker != nil {
		if ok, err := a.SpeechWorker.Idle(ctx); !ok || err != nil {
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
