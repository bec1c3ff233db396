package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"earshot/internal/app"
)

// idleFor is how long the program is left alone before its memory is read.
const idleFor = 20 * time.Second

// printStart runs the program on a folder as its user does, and prints how long it
// takes until the dashboard answers and what it and its engine hold when idle.
func printStart(ctx context.Context, program, folder string, out io.Writer) error {
	began := time.Now()
	run := exec.CommandContext(ctx, program, "-c", filepath.Join(folder, app.DefaultConfigFile), "--data", folder, "--log-level", "warn", "run", "--addr", "127.0.0.1:0")
	run.Cancel = func() error { return run.Process.Signal(syscall.SIGTERM) }
	var faults bytes.Buffer
	run.Stderr = &faults
	said, err := run.StdoutPipe()
	if err != nil {
		return err
	}
	if err := run.Start(); err != nil {
		return fmt.Errorf("start %s: %w", program, err)
	}
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		return fmt.Errorf("%s ended before its dashboard answered: %w\n%s", program, run.Wait(), faults.String())
	}
	started := time.Since(began)
	select {
	case <-time.After(idleFor):
	case <-ctx.Done():
	}
	engine := enginePID(folder)
	ours, engines := resident(run.Process.Pid, "VmRSS:"), resident(engine, "VmRSS:")
	own := resident(run.Process.Pid, "RssAnon:") + resident(engine, "RssAnon:")
	fmt.Fprintf(out, "start: %.1f s until %s idle after %s: program %d MB, engine %d MB, together %d MB, of which %d MB are not pages of files\n",
		started.Seconds(), strings.TrimSpace(line), idleFor, ours>>20, engines>>20, (ours+engines)>>20, own>>20)
	if err := run.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop %s: %w", program, err)
	}
	_ = run.Wait() // it was told to stop, whatever it says of that
	return nil
}

// enginePID is the process of the engine of a data folder.
func enginePID(folder string) int {
	text, err := os.ReadFile(filepath.Join(folder, "engine", "engine.json"))
	if err != nil {
		return 0
	}
	var record struct {
		PID int `json:"pid"`
	}
	_ = json.Unmarshal(text, &record) // 0 is unknown
	return record.PID
}

// resident is a line of the memory of a process, in bytes; 0 where that is not known.
func resident(pid int, kind string) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if of, ok := strings.CutPrefix(line, kind); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(of), "kB")), 10, 64)
			if err != nil {
				return 0
			}
			return kb << 10
		}
	}
	return 0
}
