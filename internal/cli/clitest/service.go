package clitest

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

// Service is the program while it runs.
type Service struct {
	cmd     *exec.Cmd
	lines   chan string // of standard output; closed at its end
	log     string      // the file that standard error goes to
	stopped bool
}

// Serve starts the program in dir and leaves it running until Stop, or until
// the test ends.
func Serve(t *testing.T, dir string, args ...string) *Service {
	t.Helper()
	return serve(t, command(t.Context(), dir, nil, args))
}

// Serve is [Serve] in the folder of the world.
func (w *World) Serve(t *testing.T, args ...string) *Service {
	t.Helper()
	return serve(t, command(t.Context(), w.Dir, w.env, args))
}

func serve(t *testing.T, cmd *exec.Cmd) *Service {
	t.Helper()
	s := &Service{cmd: cmd, lines: make(chan string, 100), log: filepath.Join(t.TempDir(), "stderr")}
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
			s.kill(t)
		}
	})
	return s
}

// kill ends the program as it is, and waits until its engine, which notices by
// itself, writes no more into the folder that is removed next.
func (s *Service) kill(t *testing.T) {
	t.Helper()
	engines := Children(t, s.cmd.Process.Pid)
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	end := time.Now().Add(Patience)
	for _, pid := range engines {
		for syscall.Kill(pid, 0) == nil && time.Now().Before(end) {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// Line waits for a line of standard output that begins so and returns the rest of it.
func (s *Service) Line(t *testing.T, start string) string {
	t.Helper()
	limit := time.NewTimer(Patience)
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

// Address waits for the dashboard's address.
func (s *Service) Address(t *testing.T) string {
	t.Helper()
	address, _, _ := strings.Cut(s.Line(t, "Dashboard: "), " ")
	return address
}

// Logged are the lines of what the program logged at a level, each without its
// time.
func (s *Service) Logged(t *testing.T, level string) []string {
	t.Helper()
	text, err := os.ReadFile(s.log)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if _, words, ok := strings.Cut(line, "level="+level+" "); ok {
			lines = append(lines, strings.TrimSpace(words))
		}
	}
	return lines
}

// said is the end of what the program logged.
func (s *Service) said(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(s.log)
	if err != nil {
		t.Fatal(err)
	}
	return Tail(string(text))
}

// Ended waits until the program ends by itself, and returns its exit code and the end of
// what it logged.
func (s *Service) Ended(t *testing.T) (code int, said string) {
	t.Helper()
	overdue := time.AfterFunc(Patience/2, func() { _ = s.cmd.Process.Kill() })
	defer overdue.Stop()
	for range s.lines { // as in Stop
	}
	s.stopped = true
	_ = s.cmd.Wait() // the exit code says it
	return s.cmd.ProcessState.ExitCode(), s.said(t)
}

// Stop asks the program to end and wants it to do so cleanly: in time, with
// exit code 0, and without leaving its engine behind.
func (s *Service) Stop(t *testing.T) {
	t.Helper()
	engines := Children(t, s.cmd.Process.Pid)
	if len(engines) == 0 {
		t.Error("the program has no engine")
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	overdue := time.AfterFunc(Patience/4, func() { _ = s.cmd.Process.Kill() })
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
