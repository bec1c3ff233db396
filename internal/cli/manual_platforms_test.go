package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestManualListsThePlatforms: the manual's table of platforms is what source
// list --markdown prints, which is made from the adapters.
func TestManualListsThePlatforms(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "manual", "sources.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := clitest.Run(t, t.TempDir(), "source", "list", "--markdown").Want(t, 0).Out
	if rows := strings.Count(table, "\n"); rows < 30 || !strings.Contains(string(page), table) {
		t.Errorf("the manual's table is not the one that `earshot source list --markdown` prints (%d lines)", rows)
	}
}
