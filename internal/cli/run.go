package cli

import (
	"context"
	"fmt"

	"earshot/internal/app"
	"earshot/internal/job/backup"
)

type runCommand struct {
	Addr string   `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the dashboard listens: this machine only, as there are no accounts, unless dashboard.unprotected says that something else keeps strangers away."`
	Only []string `placeholder:"PART,..." enum:"crawl,analyze,dashboard" help:"Run only these parts: crawl, analyze, dashboard. The first process on a data folder carries engine and streams for the others; or see storage.dsn and streams.url."`
}

// Run listens until it is interrupted.
func (c runCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return app.Run(ctx, settings, app.RunOptions{
		Addr: c.Addr, Only: c.Only, Beside: backup.Schedule,
		Ready: func(url string) { fmt.Fprintf(std.out, "Dashboard: %s\n", url) },
	})
}
