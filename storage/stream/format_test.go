package stream_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// TestOlderProgramRefusesNewerStreams opens the folder of a program of another
// format, and its own again.
func TestOlderProgramRefusesNewerStreams(t *testing.T) {
	dir := t.TempDir()
	open := func() error {
		b, err := stream.Open(t.Context(), stream.Options{Dir: dir, Version: "v1"})
		if err != nil {
			return err
		}
		return b.Close()
	}
	for range 2 {
		if err := open(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "format.json"), []byte(`{"format":1000,"version":"v7.2.0"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := open(); social.CodeOf(err) != social.CodeConflict || !strings.Contains(err.Error(), "v7.2.0") {
		t.Errorf("opened by an older program: %v", err)
	}
}
