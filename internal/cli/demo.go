package cli

import (
	"context"
	"fmt"

	"earshot/internal/app"
	"earshot/internal/job/demo"
)

type demoCommand struct {
	Addr  string  `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the dashboard listens; if it is taken, a free port is used."`
	Scale float64 `default:"1" help:"How many posts to make, as a multiple of the usual."`
}

// Run serves the sample platforms, crawls them and serves the dashboard.
func (c demoCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	settings.Log = withoutNews(ctx, settings.Log)
	return demo.Run(ctx, settings, demo.Options{
		Addr: c.Addr, Scale: c.Scale, Progress: std.err,
		Ready:  func(url string) { fmt.Fprintf(std.out, "Dashboard: %s (sample data; Ctrl-C stops)\n", url) },
		Filled: func(posts int64, took string) { fmt.Fprintf(std.out, "Filled: %d posts in %s\n", posts, took) },
	})
}
