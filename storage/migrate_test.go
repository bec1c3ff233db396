package storage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
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

// TestMigrationsInterruptedAnywhere ends each migration of a store of an earlier release
// after each of its statements, begins it again as often, and comes to the same.
func TestMigrationsInterruptedAnywhere(t *testing.T) {
	t.Parallel()
	newDSN, dsn := storagetest.DSN(t), storagetest.DSN(t)
	openAndClose(t, newDSN)
	restore(t, dsn, "testdata/released/27-unread-values.sql")
	files, err := filepath.Glob("migration/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	for i, file := range files {
		if filepath.Base(file) < "00028" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		statements := statementsOf(string(text))
		for n := range statements {
			for _, statement := range statements[:n+1] {
				execOn(t, dsn, statement)
				steps++
			}
		}
		// The last one is left to be applied again.
		if i < len(files)-1 {
			number, _, _ := strings.Cut(filepath.Base(file), "_")
			execOn(t, dsn, "INSERT INTO goose_db_version (version_id, is_applied) VALUES ("+number+", 1)")
		}
	}
	s := storagetest.OpenAt(t, dsn)
	if diff := cmp.Diff(schema(t, newDSN), schema(t, dsn)); diff != "" || steps < 40 {
		t.Errorf("schema after %d statements (-new store +migrated):\n%s", steps, diff)
	}
	mergeAll(t, dsn)
	for range 6 {
		releasedFiguresAreExact(t, s)
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if days, err := s.RefreshTrends(t.Context()); err != nil || days > 0 {
		t.Errorf("%d brand-days are never up to date, %v", days, err)
	}
	r, err := s.Compare(t.Context(), nil)
	if err != nil || len(r.Faulty) > 0 || len(r.Trends) > 0 {
		t.Errorf("not exact: %+v, %v", r, err)
	}
	texts := map[string]string{}
	if err := s.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		texts[strings.TrimPrefix(p.Post.ID, "https://gazette.example/")] = p.Post.Text
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(releasedPosts, texts); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
}

// statementsOf are the statements of a migration.
func statementsOf(text string) (statements []string) {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "--") {
			lines = append(lines, line)
		}
	}
	for _, s := range strings.Split(strings.Join(lines, ""), ";") {
		if s = strings.TrimSpace(s); s != "" {
			statements = append(statements, s)
		}
	}
	return statements
}
