package crawlonce

import (
	"context"
	"time"

	"earshot/internal/app"
	"earshot/internal/social"
)

// backfillPoll is how often the progress of a back-fill is shown.
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
