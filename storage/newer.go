package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// refuseNewer fails with social.CodeConflict where a newer Earshot has brought the
// tables to a schema of which this one knows nothing: it would leave out what is new.
func refuseNewer(ctx context.Context, opts clickhouse.Options, known []int64, log *slog.Logger) (err error) {
	conn, err := clickhouse.Open(&opts)
	if err != nil {
		return fmt.Errorf("storage: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	db := database.New(conn, log)
	tables, err := tableNames(ctx, db)
	if err != nil || !slices.Contains(tables, "goose_db_version") {
		return err
	}
	applied, err := database.Collect(ctx, db, queries.AppliedMigrations, nil, func(r driver.Rows) (v int64, err error) {
		return v, r.Scan(&v)
	})
	if err != nil {
		return err
	}
	unknown := int64(0)
	for _, v := range applied {
		if v > unknown && !slices.Contains(known, v) {
			unknown = v
		}
	}
	if unknown == 0 {
		return nil
	}
	by := "a newer Earshot"
	if slices.Contains(tables, "programs") {
		versions, err := database.Collect(ctx, db, queries.Programs, database.Params{"schema": unknown}, func(r driver.Rows) (v string, err error) {
			return v, r.Scan(&v)
		})
		if err != nil {
			return err
		}
		if len(versions) > 0 {
			by = "Earshot " + versions[0]
		}
	}
	return social.Errorf(social.CodeConflict, "storage: %s wrote this store (schema version %d), and this program knows schema version %d: use that version or a newer one, or restore a backup that is older",
		by, unknown, slices.Max(known))
}

func tableNames(ctx context.Context, db *database.DB) ([]string, error) {
	return database.Collect(ctx, db, queries.Tables, nil, func(r driver.Rows) (name string, err error) {
		return name, r.Scan(&name)
	})
}

// Sign notes that this version of the program brought the tables to their schema,
// unless another did.
func (s *Store) Sign(ctx context.Context, version string) error {
	schema, err := s.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	signed, err := database.Collect(ctx, s.db, queries.Programs, database.Params{"schema": schema}, func(r driver.Rows) (v string, err error) {
		return v, r.Scan(&v)
	})
	if err != nil || len(signed) > 0 {
		return err
	}
	return s.db.Insert(ctx, queries.InsertPrograms, []int64{schema}, []string{version}, []time.Time{time.Now().UTC()})
}
