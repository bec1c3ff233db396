package storage_test

import (
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestOlderProgramRefusesNewerStore has a schema that only a later version knows,
// and wants a sentence that says which version that is.
func TestOlderProgramRefusesNewerStore(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Sign(t.Context(), "v1.0.0"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sql  string
		want []string
	}{
		{"INSERT INTO goose_db_version (version_id, is_applied) VALUES (99001, 1)", []string{"a newer Earshot", "99001"}},
		{"INSERT INTO programs VALUES (99001, 'v7.2.0', now64(6))", []string{"Earshot v7.2.0", "99001"}},
	} {
		if err := onConn(opts, func(c2 driver.Conn) error { return c2.Exec(t.Context(), c.sql) }); err != nil {
			t.Fatal(err)
		}
		_, err := storage.Open(t.Context(), dsn, discard)
		if social.CodeOf(err) != social.CodeConflict {
			t.Fatalf("opened by an older program: %v", err)
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not say %q", err, want)
			}
		}
	}
}
