package clitest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Start begins a crawl that is going to be disturbed, or another command.
func (w *World) Start(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	if len(args) == 0 {
		args = []string{"crawl", "--once", "--json"}
	}
	cmd := command(t.Context(), w.Dir, w.env, args)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, &output
}

// WaitRequests waits until the sample has answered n requests: the crawl is
// well under way.
func (w *World) WaitRequests(t *testing.T, n int, output fmt.Stringer) {
	t.Helper()
	for end := time.Now().Add(Patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		sum := 0
		for _, c := range w.Requests() {
			sum += c
		}
		if sum >= n {
			return
		}
	}
	t.Fatalf("the sample was not asked %d times\n%s", n, Tail(output.String()))
}

// Children are the processes whose parent is pid.
func Children(t *testing.T, pid int) []int {
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
