package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestReadmeListsThePlatforms: the table of the README is what source list
// --markdown prints, which is made from the adapters.
func TestReadmeListsThePlatforms(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := clitest.Run(t, t.TempDir(), "source", "list", "--markdown").Want(t, 0).Out
	if rows := strings.Count(table, "\n"); rows < 30 || !strings.Contains(string(readme), table) {
		t.Errorf("the README's table is not the one that `earshot source list --markdown` prints (%d lines)", rows)
	}
}
