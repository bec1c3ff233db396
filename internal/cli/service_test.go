package cli_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// service is the program while it runs.
type service struct {
	cmd     *exec.Cmd
	lines   chan string // of standard output; closed at its end
	log     string      // the file that standard error goes to
	stopped bool
}

// serve starts the program in dir and leaves it running until stop, or until
// the test ends.
func serve(t *testing.T, dir string, args ...string) *service {
	t.Helper()
	s := &service{cmd: command(t.Context(), dir, args...), lines: make(chan string, 100), log: filepath.Join(t.TempDir(), "stderr")}
	log, err := os.Create(s.log)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	s.cmd.Stderr = log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(s.lines)
		for text := bufio.NewScanner(out); text.Scan(); {
			s.lines <- text.Text()
		}
	}()
	t.Cleanup(func() {
		if !s.stopped {
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
		}
	})
	return s
}

// line waits for a line of standard output that begins so and returns the rest of it.
func (s *service) line(t *testing.T, start string) string {
	t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		select {
		case line, open := <-s.lines:
			if !open {
				t.Fatalf("%v ended without a line that begins with %q\n%s", s.cmd.Args[1:], start, s.said(t))
			}
			if rest, ok := strings.CutPrefix(line, start); ok {
				return strings.TrimSpace(rest)
			}
		case <-limit.C:
			t.Fatalf("%v printed no line that begins with %q\n%s", s.cmd.Args[1:], start, s.said(t))
		}
	}
}

// address waits for the dashboard's address.
func (s *service) address(t *testing.T) string {
	t.Helper()
	address, _, _ := strings.Cut(s.line(t, "Dashboard: "), " ")
	return address
}

// said is the end of what the program logged.
func (s *service) said(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(s.log)
	if err != nil {
		t.Fatal(err)
	}
	return tail(string(text))
}

// stop asks the program to end and wants it to do so cleanly: in time, with
// exit code 0, and without leaving its engine behind.
func (s *service) stop(t *testing.T) {
	t.Helper()
	engines := children(t, s.cmd.Process.Pid)
	if len(engines) == 0 {
		t.Error("the program has no engine")
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	overdue := time.AfterFunc(patience/4, func() { _ = s.cmd.Process.Kill() })
	defer overdue.Stop()
	for range s.lines { // Wait closes the pipe, so it is read to its end first
	}
	s.stopped = true
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v\n%s", err, s.said(t))
	}
	for _, pid := range engines {
		if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
			t.Errorf("the engine, process %d, outlived the program: %v", pid, err)
		}
	}
}
