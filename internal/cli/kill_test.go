package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// start begins a crawl that is going to be disturbed, or another command.
func (w *world) start(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	if len(args) == 0 {
		args = []string{"crawl", "--once", "--json"}
	}
	cmd := command(t.Context(), w.dir, args...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, &output
}

// waitRequests waits until the sample has answered n requests: the crawl is
// well under way.
func (w *world) waitRequests(t *testing.T, n int, output fmt.Stringer) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		sum := 0
		for _, c := range w.Requests() {
			sum += c
		}
		if sum >= n {
			return
		}
	}
	t.Fatalf("the sample was not asked %d times\n%s", n, tail(output.String()))
}

// children are the processes whose parent is pid.
func children(t *testing.T, pid int) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var found []int
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil {
			continue // it ended since the list was made
		}
		// "pid (name) state ppid": the name may hold anything but ends at the last ')'.
		text := string(data)
		fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
		if len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			child, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, child)
		}
	}
	return found
}

// TestKillEngine kills the engine in the middle of a crawl: it comes back by
// itself, the crawl succeeds and the count is exact.
func TestKillEngine(t *testing.T) {
	w := newWorld(t, 0.5)
	cmd, output := w.start(t)
	for _, n := range []int{20, 60} {
		w.waitRequests(t, n, output)
		engines := children(t, cmd.Process.Pid)
		if len(engines) == 0 {
			t.Fatalf("the crawl has no engine after %d requests\n%s", n, tail(output.String()))
		}
		for _, pid := range engines {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("crawl: %v\n%s", err, tail(output.String()))
	}
	if !strings.Contains(output.String(), "engine") {
		t.Errorf("the log does not speak of the engine:\n%s", tail(output.String()))
	}
	w.compare(t)
}

// TestKillProgram kills the whole program several times in the middle of a
// crawl: the next start finishes the work, and the count is exact.
func TestKillProgram(t *testing.T) {
	w := newWorld(t, 0.5)
	for round := range 3 {
		w.ResetRequests()
		cmd, output := w.start(t)
		w.waitRequests(t, 8+15*round, output)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Fatalf("round %d: the crawl was over before it was killed\n%s", round, tail(output.String()))
		}
	}
	sum, _ := w.crawl(t, 0)
	if sum.Stored != len(w.Posts()) {
		t.Errorf("%d posts stored, %d served", sum.Stored, len(w.Posts()))
	}
	w.compare(t)
}
