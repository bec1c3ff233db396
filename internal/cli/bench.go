package cli

import (
	"context"

	"earshot/internal/app"
)

type benchCommand struct{}

// Run measures and prints, with everything stored in a temporary folder.
func (benchCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return app.Bench(ctx, settings, std.out)
}
