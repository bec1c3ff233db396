package attack

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// crawlWatched crawls everything once and returns the most memory, in bytes, that the
// program held, its engine apart.
func crawlWatched(t *testing.T, w *clitest.World) (clitest.Summary, int64) {
	t.Helper()
	cmd, output := w.Start(t, "crawl", "--once", "--json", "--log-level", "error")
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	var peak int64
	limit := time.After(clitest.Patience)
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		select {
		case <-tick.C:
			if peak = max(peak, highest(cmd.Process.Pid)); peak > 2*mostMemory {
				// Before it harms the machine.
				if err := cmd.Process.Kill(); err != nil {
					t.Error(err)
				}
				<-over
				t.Fatalf("the program holds %d MiB", peak>>20)
			}
			continue
		case <-limit:
			t.Fatalf("the crawl does not end\n%s", clitest.Tail(output.String()))
		case <-over:
			tick.Stop()
		}
		break
	}
	// The summary is the object among what the program says.
	text := output.String()
	var sum clitest.Summary
	if err := json.Unmarshal([]byte(text[strings.Index(text, "\n{")+1:strings.LastIndex(text, "}")+1]), &sum); err != nil {
		t.Fatalf("summary: %v\n%s", err, clitest.Tail(text))
	}
	return sum, peak
}

// highest is the most memory that a process ever held (VmHWM of proc(5)), 0 once it has
// ended.
func highest(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kilobytes int64
	for line := range strings.Lines(string(status)) {
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); err == nil {
			return kilobytes << 10
		}
	}
	return 0
}
