package kill

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// TestKillEngine kills the engine in the middle of a crawl: it comes back by
// itself, the crawl succeeds and the count is exact.
func TestKillEngine(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.5)
	cmd, output := w.Start(t)
	killed := map[int]bool{}
	for _, n := range []int{20, 60} {
		w.WaitRequests(t, n, output)
		for _, pid := range newChildren(t, cmd.Process.Pid, killed) {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			killed[pid] = true
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("crawl: %v\n%s", err, clitest.Tail(output.String()))
	}
	if !strings.Contains(output.String(), "engine") {
		t.Errorf("the log does not speak of the engine:\n%s", clitest.Tail(output.String()))
	}
	w.Compare(t)
}

// newChildren waits for children of pid other than those that were killed: an
// engine takes a moment to come back.
func newChildren(t *testing.T, pid int, killed map[int]bool) []int {
	t.Helper()
	for end := time.Now().Add(clitest.Patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if found := slices.DeleteFunc(clitest.Children(t, pid), func(child int) bool { return killed[child] }); len(found) > 0 {
			return found
		}
	}
	t.Fatalf("process %d has no engine", pid)
	return nil
}

// TestKillProgram kills the whole program several times in the middle of a
// crawl: the next start finishes the work, and the count is exact.
func TestKillProgram(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.5)
	for round := range 3 {
		w.ResetRequests()
		cmd, output := w.Start(t)
		w.WaitRequests(t, 8+15*round, output)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Fatalf("round %d: the crawl was over before it was killed\n%s", round, clitest.Tail(output.String()))
		}
	}
	sum, _ := w.Crawl(t, 0)
	if sum.Stored != len(w.Posts()) {
		t.Errorf("%d posts stored, %d served", sum.Stored, len(w.Posts()))
	}
	w.Compare(t)
}
