//go:build linux

package chaos

import (
	"bytes"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// span is the longest time from the start of a process to what disturbs it: longer than
// a start takes, so that every stage of its work is hit.
const span = 6 * time.Second

// process is the program while it works.
type process struct {
	cmd    *exec.Cmd
	output *bytes.Buffer
	over   chan struct{}
	err    error
}

func (w *world) begin(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{over: make(chan struct{})}
	p.cmd, p.output = w.Start(t, args...)
	go func() {
		p.err = p.cmd.Wait()
		close(p.over)
	}()
	t.Cleanup(func() { p.kill(t) })
	return p
}

// works waits for at most d, and tells whether the process still works then.
func (p *process) works(d time.Duration) bool {
	late := time.After(d)
	select {
	case <-p.over:
	case <-late:
	}
	select {
	case <-p.over:
		return false
	default:
		return true
	}
}

// kill ends the process without a warning, and tells whether it was still there.
func (p *process) kill(t *testing.T) bool {
	t.Helper()
	if !p.works(0) {
		return false
	}
	_ = p.cmd.Process.Kill() // it may have ended since
	<-p.over
	return p.cmd.ProcessState.ExitCode() == -1
}

// end waits until the process has ended by itself, and wants it to be well.
func (p *process) end(t *testing.T, what string) {
	t.Helper()
	if p.works(clitest.Patience) {
		p.kill(t)
		t.Errorf("%s does not end\n%s", what, clitest.Tail(p.output.String()))
		return
	}
	// Who is stopped while it starts says so, or has not yet asked to hear of it.
	status, _ := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	early := strings.Contains(p.output.String(), "earshot: interrupted; what was read is kept") || status.Signaled() && status.Signal() == syscall.SIGTERM
	if p.err != nil && !early {
		t.Errorf("%s: %v\n%s", what, p.err, clitest.Tail(p.output.String()))
	}
}

// stop asks the process to end, and wants it to be well.
func (p *process) stop(t *testing.T, what string) {
	t.Helper()
	if p.works(0) {
		_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended since
	}
	p.end(t, what)
}

// child is the engine of the process; 0 where it has none yet, or no more.
func (p *process) child(t *testing.T) int {
	t.Helper()
	if children := clitest.Children(t, p.cmd.Process.Pid); len(children) > 0 {
		return children[0]
	}
	return 0
}

// freeze stops processes for d and lets them go on.
func freeze(d time.Duration, pids ...int) {
	pids = slices.DeleteFunc(pids, func(pid int) bool { return pid == 0 })
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGSTOP) // it may have ended
	}
	time.Sleep(d)
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
}

// until is a random time up to d.
func until(chance *rand.Rand, d time.Duration) time.Duration {
	return time.Duration(chance.Int64N(int64(d)))
}

// killed begins a command, kills it at random, and tells whether that hit.
func (w *world) killed(t *testing.T, chance *rand.Rand, args ...string) bool {
	t.Helper()
	p := w.begin(t, args...)
	p.works(until(chance, span))
	return p.kill(t)
}
