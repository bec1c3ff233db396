package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/mention"
	"earshot/storage/queries"
)

// SchemaVersion is the number of the last migration applied.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	rows, err := database.Collect(ctx, s.db, queries.SchemaVersion, nil, func(rows driver.Rows) (version int64, err error) {
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
	err := database.Retry(ctx, s.db.Log(), "server version", func() error {
		server, err := s.conn.ServerVersion()
		if err != nil {
			return fmt.Errorf("storage: server version: %w", err)
		}
		version = server.Version.String()
		return nil
	})
	return version, err
}

// State is the time by which states of a post are told apart; see mention.State.
func State(fetched time.Time) time.Time { return mention.State(fetched) }

// StateOf is the State that a version of a claim is of.
func StateOf(version uint64) time.Time { return mention.StateOf(version) }
