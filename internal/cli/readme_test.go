package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeListsThePlatforms: the table of the README is what source list
// --markdown prints, which is made from the adapters.
func TestReadmeListsThePlatforms(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := earshot(t, t.TempDir(), "source", "list", "--markdown").want(t, 0).out
	if rows := strings.Count(table, "\n"); rows < 30 || !strings.Contains(string(readme), table) {
		t.Errorf("the README's table is not the one that `earshot source list --markdown` prints (%d lines)", rows)
	}
}
