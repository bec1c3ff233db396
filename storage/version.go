package storage

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// SchemaVersion is the number of the last migration applied.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	rows, err := collect(ctx, s, "schema_version", nil, func(rows driver.Rows) (version int64, err error) {
		return version, rows.Scan(&version)
	})
	if err != nil {
		return 0, err
	}
	return rows[0], nil
}

// EngineVersion is the version of the ClickHouse behind the store.
func (s *Store) EngineVersion(ctx context.Context) (string, error) {
	var version string
	err := retry(ctx, s.log, "server version", func() error {
		server, err := s.conn.ServerVersion()
		if err != nil {
			return fmt.Errorf("storage: server version: %w", err)
		}
		version = server.Version.String()
		return nil
	})
	return version, err
}
