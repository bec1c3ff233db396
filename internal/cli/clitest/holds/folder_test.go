package holds

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestDeletedDataFolder deletes the folder under a running Earshot: it says so and ends
// rather than writing into files that nobody will find.
func TestDeletedDataFolder(t *testing.T) {
	t.Parallel()
	server := shop(t)
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1h}\n")
	running := clitest.Serve(t, dir, "run", "--addr", "127.0.0.1:0")
	running.Address(t)
	if err := os.Rename(filepath.Join(dir, "data"), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	code, said := running.Ended(t)
	if code != 1 || !strings.Contains(said, "earshot: the data folder data was deleted, moved or replaced while Earshot works in it") {
		t.Errorf("exit code %d:\n%s", code, said)
	}
	// It is put back, and nothing is lost.
	if err := os.RemoveAll(filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	clitest.Run(t, dir, "crawl", "--once").Want(t, 0)
	if out := clitest.Run(t, dir, "export", "posts").Want(t, 0).Out; strings.Count(out, "\n") != 3 {
		t.Errorf("%d posts are stored, want 3", strings.Count(out, "\n"))
	}
}
