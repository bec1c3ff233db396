package engine_test

import (
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/social"
	"earshot/storage/engine"
)

// TestCopyThatFollowedLinks opens a folder that was copied with cp -rL, and names
// what is wrong with one of which such a copy lost a part.
func TestCopyThatFollowedLinks(t *testing.T) {
	dir := t.TempDir()
	first := start(t, filepath.Join(dir, "first"))
	conn := connect(t, first.DSN())
	for _, sql := range []string{
		"CREATE DATABASE kept",
		"CREATE TABLE kept.t (n UInt32) ENGINE = MergeTree ORDER BY n",
		"INSERT INTO kept.t SELECT number FROM numbers(1000)",
	} {
		if err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"followed", "torn"} {
		if out, err := exec.Command("cp", "-rL", filepath.Join(dir, "first"), filepath.Join(dir, to)).CombinedOutput(); err != nil {
			t.Fatalf("cp: %v\n%s", err, out)
		}
	}
	second := start(t, filepath.Join(dir, "followed"))
	var n uint64
	if err := connect(t, second.DSN()).QueryRow(t.Context(), "SELECT sum(n) FROM kept.t").Scan(&n); err != nil || n != 499500 {
		t.Errorf("the sum of what the copy holds is %d, %v", n, err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "followed", "data", "metadata", "kept")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("metadata/kept is no link: %v, %v", info, err)
	}
	parts, err := filepath.Glob(filepath.Join(dir, "torn", "data", "store", "*", "*", "all_1_1_0"))
	if err != nil || len(parts) == 0 {
		t.Fatalf("parts %v, %v", parts, err)
	}
	for _, part := range parts {
		if err := os.RemoveAll(part); err != nil {
			t.Fatal(err)
		}
	}
	_, err = engine.Start(t.Context(), engine.Options{Dir: filepath.Join(dir, "torn"), Log: slog.New(slog.DiscardHandler)})
	if social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), "links followed") {
		t.Errorf("a torn copy: %v", err)
	}
}
