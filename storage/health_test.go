package storage_test

import (
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestHealthy tells a store that takes what it is given from one that does not.
func TestHealthy(t *testing.T) {
	dsn := storagetest.DSN(t)
	store, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Healthy(t.Context()); err != nil {
		t.Fatal(err)
	}
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if err := onConn(opts, func(c driver.Conn) error { return c.Exec(t.Context(), "RENAME TABLE mentions TO hidden") }); err != nil {
		t.Fatal(err)
	}
	if err := store.Healthy(t.Context()); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("without a table: %v", err)
	}
}
