package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// KeepParts has the tables of the database at dsn keep every part as it was
// written, for good: nothing is merged, so that a test can tell which part holds
// what.
func KeepParts(t testing.TB, dsn string, tables ...string) {
	t.Helper()
	if err := keepParts(t.Context(), dsn, tables); err != nil {
		t.Fatal(err)
	}
}

func keepParts(ctx context.Context, dsn string, tables []string) (err error) {
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return err
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	for _, table := range tables {
		if err := conn.Exec(ctx, "ALTER TABLE "+table+" MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1"); err != nil {
			return fmt.Errorf("storagetest: keep parts of %s: %w", table, err)
		}
	}
	return nil
}
