package cli

import (
	"context"

	"earshot/internal/app"
	"earshot/internal/bench"
)

type benchCommand struct {
	Speed benchSpeedCommand `cmd:"" default:"1" help:"Measure speed beside a reference on this machine, in a temporary folder (what bench alone does)."`
	Seed  benchSeedCommand  `cmd:"" help:"Fill an empty data folder with made-up posts, as many as a large workspace has."`
}

type benchSpeedCommand struct{}

// Run runs the benchmarks, with everything stored in a temporary folder.
func (benchSpeedCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return bench.Run(ctx, settings, std.out)
}
