package storagetest

import "testing"

// KeepParts has the tables of the database at dsn keep every part as it was
// written, for good: nothing is merged, so that a test can tell which part holds
// what.
func KeepParts(t testing.TB, dsn string, tables ...string) {
	t.Helper()
	conn := connect(t, dsn)
	defer conn.Close()
	for _, table := range tables {
		if err := conn.Exec(t.Context(), "ALTER TABLE "+table+" MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1"); err != nil {
			t.Fatal(err)
		}
	}
}
