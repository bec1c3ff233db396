package holds

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestImportBesideRun imports beside an Earshot that is running on the same folder and
// crawls all the time: the account is of the file and of nothing else, and exact.
func TestImportBesideRun(t *testing.T) {
	t.Parallel()
	server := shop(t)
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1s}\n")
	rows := func(name, text string, n int) {
		var file strings.Builder
		for i := range n {
			fmt.Fprintf(&file, `{"platform":"import","id":"%d","url":"","author":"","text":"northwind %s %d","created_at":"2026-05-01T12:00:00Z","label":"","brands":[],"likes":null,"images":[]}`+"\n", i, text, i)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rows("posts.jsonl", "is fine", 3000)
	running := clitest.Serve(t, dir, "run", "--addr", "127.0.0.1:0")
	running.Address(t)
	type account struct {
		New, Updated, Unchanged, Stale, Dropped, Refused, Parked, Stored int
		Beside                                                           bool
	}
	importing := func(want account) {
		t.Helper()
		got := clitest.Run(t, dir, "import", "--json", "posts.jsonl").Want(t, 0)
		var sum account
		if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
			t.Fatal(err)
		}
		if sum.Stored < 3000 {
			t.Errorf("%d posts stored", sum.Stored)
		}
		if sum.Stored = 0; sum != want {
			t.Errorf("account %+v, want %+v", sum, want)
		}
	}
	importing(account{New: 3000, Beside: true})
	importing(account{Unchanged: 3000, Beside: true})
	rows("posts.jsonl", "is fine, they say of", 2000)
	importing(account{Updated: 2000, Beside: true})
	running.Stop(t)
	if exported := clitest.Run(t, dir, "export", "posts").Want(t, 0); strings.Count(exported.Out, "is fine, they say of") < 2000 || strings.Count(exported.Out, "\n") != 3003 {
		t.Errorf("%d posts are stored, want 3003", strings.Count(exported.Out, "\n"))
	}
	// Nothing of the imports is left in the streams.
	left, err := filepath.Glob(filepath.Join(dir, "data", "streams", "jetstream", "*", "streams", "EARSHOT_POSTS-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
