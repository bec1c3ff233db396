package cli

import (
	"context"

	"earshot/internal/app"
	"earshot/internal/bench"
)

type benchCommand struct{}

// Run runs the benchmarks, with everything stored in a temporary folder.
func (benchCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return bench.Run(ctx, settings, std.out)
}
