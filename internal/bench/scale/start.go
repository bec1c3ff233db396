package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
	held, err := memory(run.Process.Pid, folder)
	if err == nil {
		fmt.Fprintf(out, "start: %.1f s until %s idle after %s: %s\n", started.Seconds(), strings.TrimSpace(line), idleFor, held)
	}
	if stopped := run.Process.Signal(syscall.SIGTERM); stopped != nil {
		return errors.Join(err, fmt.Errorf("stop %s: %w", program, stopped))
	}
	_ = run.Wait() // it was told to stop, whatever it says of that
	return err
}

// memory says what the program and the engine of its data folder hold.
func memory(program int, folder string) (string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "engine", "engine.json"))
	if err != nil {
		return "", err
	}
	var engine struct {
		PID int `json:"pid"`
	}
	if err := json.Unmarshal(text, &engine); err != nil {
		return "", fmt.Errorf("read engine.json: %w", err)
	}
	ours, ourOwn, err := resident(program)
	if err != nil {
		return "", err
	}
	engines, enginesOwn, err := resident(engine.PID)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("program %d MB, engine %d MB, together %d MB, of which %d MB are not pages of files",
		ours>>20, engines>>20, (ours+engines)>>20, (ourOwn+enginesOwn)>>20), nil
}

// resident is what a process holds of the machine's memory, and what of that is not
// pages of files, in bytes (proc_pid_status(5)).
func resident(pid int) (all, own int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	for kind, into := range map[string]*int64{"VmRSS:": &all, "RssAnon:": &own} {
		_, rest, found := strings.Cut(string(text), kind)
		if _, err := fmt.Sscanf(rest, "%d kB", into); !found || err != nil {
			return 0, 0, fmt.Errorf("process %d does not say its %s %w", pid, kind, err)
		}
		*into <<= 10
	}
	return all, own, nil
}
