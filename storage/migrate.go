package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/pressly/goose/v3"

	"earshot/storage/database"
)

//go:embed migration/*.sql
var migrations embed.FS

// migrate applies the migrations that the database does not have yet. Each is
// idempotent: one that was interrupted is applied again from its beginning.
func migrate(ctx context.Context, opts clickhouse.Options, log *slog.Logger) error {
	return migrateFrom(ctx, migrations, opts, log)
}

func migrateFrom(ctx context.Context, files fs.FS, opts clickhouse.Options, log *slog.Logger) (err error) {
	dir, err := fs.Sub(files, "migration")
	if err != nil {
		return fmt.Errorf("storage: migrate: %w", err)
	}
	db := clickhouse.OpenDB(&opts)
	defer func() { err = errors.Join(err, db.Close()) }()
	// Version 11 was released after 20 and 21, so a database may have these without it.
	provider, err := goose.NewProvider(goose.DialectClickHouse, db, dir, goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("storage: migrate: %w", err)
	}
	var known []int64
	for _, source := range provider.ListSources() {
		known = append(known, source.Version)
	}
	if err := refuseNewer(ctx, opts, known, log); err != nil {
		return err
	}
	return database.Retry(ctx, log, "migrate", func() error {
		applied, err := provider.Up(ctx)
		if len(applied) == len(known) { // a new store, of which the single steps say nothing
			log.Info("tables made", "version", known[len(known)-1])
		} else {
			for _, m := range applied {
				log.Info("migration applied", "version", m.Source.Version, "took", m.Duration)
			}
		}
		if err != nil {
			return fmt.Errorf("storage: migrate: %w", err)
		}
		return nil
	})
}
