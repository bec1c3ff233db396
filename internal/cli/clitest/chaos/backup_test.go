//go:build linux

package chaos

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// killBackup kills a backup beside a crawl, then a restore of one that is whole. What
// was restored is used from then on.
func (w *whole) killBackup(t *testing.T, chance *rand.Rand) bool {
	w.ResetRequests()
	crawling := w.begin(t)
	// Who comes first has the data folder, and a crawl that finds it taken ends at once.
	w.WaitRequests(t, 1, new(strings.Builder))
	hit := w.killed(t, chance, "backup", w.backups)
	crawling.end(t, "crawl beside a backup that was killed")
	w.Run(t, "backup", w.backups).Want(t, 0)
	if w.killed(t, chance, "restore", w.backups, "--data", "restored") {
		hit = true
		if _, err := os.Stat(filepath.Join(w.Dir, "restored")); err == nil {
			// It came to its end, but for the last word.
			if err := os.RemoveAll(filepath.Join(w.Dir, "restored")); err != nil {
				t.Fatal(err)
			}
		}
	} else if err := os.RemoveAll(filepath.Join(w.Dir, "restored")); err != nil {
		t.Fatal(err)
	}
	w.backedUp = true
	return hit
}

// restore makes the last backup the data folder.
func (w *whole) restore(t *testing.T) {
	t.Helper()
	w.Run(t, "backup", w.backups).Want(t, 0)
	got := w.Run(t, "restore", w.backups, "--data", "restored")
	if got.Code != 0 {
		t.Errorf("restore: exit code %d\n%s", got.Code, clitest.Tail(got.Err))
		return
	}
	data := filepath.Join(w.Dir, "data")
	if err := os.RemoveAll(data); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(w.Dir, "restored"), data); err != nil {
		t.Fatal(err)
	}
}
