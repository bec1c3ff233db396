package crawlonce

import (
	"context"
	"time"

	"earshot/internal/app"
	"earshot/internal/social"
)

// backfillPoll is how often progress is shown.
const backfillPoll = 2 * time.Second

// watchBackfill shows how far the back-fills of sources have come, until ctx ends.
func watchBackfill(ctx context.Context, a *app.App, names []string, show func(string, social.Backfill)) {
	tick := time.NewTicker(backfillPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for _, name := range names {
			at, err := a.Runner.Progress(ctx, name)
			if err != nil && ctx.Err() == nil {
				a.Settings.Log.Warn("the progress of a back-fill is not known", "source", name, "error", err)
			}
			if at != nil {
				show(name, *at)
			}
		}
	}
}

// Progress is how far a crawl has come.
type Progress struct {
	// Sources are crawled, and Ended of them are done.
	Sources, Ended int
	// Posts were stored, new ones and others; Waiting messages with posts and Pictures are
	// still to be worked on.
	Posts             int64
	Waiting, Pictures int
}

// watch shows how far the crawl of so many sources has come, until ctx ends. What cannot be
// asked now is shown the next time.
func watch(ctx context.Context, a *app.App, sources int, show func(Progress)) {
	tick := time.NewTicker(backfillPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		active, err := a.Runner.Active(ctx)
		if err != nil {
			continue
		}
		posts, err := a.Streams.Posts.Pending(ctx)
		if err != nil {
			continue
		}
		pictures, err := a.Streams.Media.Pending(ctx)
		if err != nil {
			continue
		}
		written := &a.Writer.Counts
		show(Progress{
			Sources: sources, Ended: max(0, sources-len(active)), Waiting: posts, Pictures: pictures,
			Posts: written.New.Load() + written.Updated.Load() + written.Unchanged.Load(),
		})
	}
}
