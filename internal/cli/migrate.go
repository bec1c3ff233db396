package cli

import (
	"context"
	"fmt"

	"earshot/internal/app"
)

type migrateCommand struct{}

// Run opens the store, which migrates it, and prints the schema version.
func (migrateCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	v, err := store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "The database is at schema version %d.\n", v)
	return err
}
