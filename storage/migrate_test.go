package storage_test

import (
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/storage"
	"earshot/storage/storagetest"
)

func TestOpeningAgainMigratesNothing(t *testing.T) {
	dsn := storagetest.DSN(t)
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	var applied [2]uint64
	for i := range applied {
		s, err := storage.Open(t.Context(), dsn, discard)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			write(t, s, entry("1", "Northwind"))
		} else if _, err := s.Post(t.Context(), entry("1").Post.Key()); err != nil {
			t.Errorf("stored before the second opening: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		conn, err := clickhouse.Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.QueryRow(t.Context(), "SELECT count() FROM goose_db_version").Scan(&applied[i]); err != nil {
			t.Fatal(err)
		}
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if applied[0] != applied[1] || applied[0] < 2 {
		t.Errorf("migrations noted after the first and second opening: %v", applied)
	}
}

// TestInterruptedMigrationIsRepeated runs every migration on a database that
// has its tables already, as one does whose note of them was never written.
func TestInterruptedMigrationIsRepeated(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	conn := storagetest.Connect(t, dsn)
	if err := conn.Exec(t.Context(), "TRUNCATE TABLE goose_db_version"); err != nil {
		t.Fatal(err)
	}
	again, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	write(t, again, entry("1", "Northwind"))
}
