package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// child is one running engine process.
type child struct {
	cmd *exec.Cmd
	// stdin keeps the engine running; alive, of the library only, keeps the
	// child's own watch at rest.
	stdin io.Closer
	alive *os.File
	// done is closed when the process has ended; err is set before that.
	done chan struct{}
	err  error
}

// launch starts the engine. It has a process group of its own, so that the
// interrupt typed at a terminal reaches the parent alone, which then stops the
// engine in its own time.
func launch(prog found, f files, r record) (*child, error) {
	port, err := r.port()
	if err != nil {
		return nil, fmt.Errorf("engine: address %s: %w", r.Address, err)
	}
	args := []string{
		"--config-file", f.config(), "--path", f.data(),
		"--logger.level", "warning", // the command line's own default overrides the file's
		"--listen_host", "127.0.0.1", "--tcp_port", port,
		"--input-format", "LineAsString", "--structure", "line String",
		"--query", "SYSTEM START LISTEN TCP; SELECT count() FROM table",
	}
	c := &child{done: make(chan struct{})}
	if prog.binary != "" {
		c.cmd = exec.Command(prog.binary, append([]string{"local"}, args...)...)
	} else {
		exe, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("engine: find own executable: %w", err)
		}
		c.cmd = exec.Command(exe, args...)
		c.cmd.Args[0] = program
		c.cmd.Env = append(os.Environ(), childEnv+"="+prog.library)
	}
	// The engine takes TZ for its own zone and ends where it does not know it, as
	// with the forms of POSIX (UTC0); all that is stored is in UTC.
	c.cmd.Env = append(c.cmd.Environ(), "TZ=UTC")
	c.cmd.Dir = f.dir
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return c, c.start(f)
}

// start runs the command with its output in a file of the folder.
func (c *child) start(f files) error {
	out, err := os.OpenFile(f.output(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("engine: open output: %w", err)
	}
	defer out.Close()
	c.cmd.Stdout, c.cmd.Stderr = out, out
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return fmt.Errorf("engine: make pipe: %w", err)
	}
	theirs, ours, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("engine: make pipe: %w", err)
	}
	defer theirs.Close()
	c.alive = ours
	c.cmd.ExtraFiles = []*os.File{theirs} // the first of these is descriptor 3
	if err := c.cmd.Start(); err != nil {
		ours.Close()
		return fmt.Errorf("engine: start: %w", err)
	}
	go func() {
		c.err = c.cmd.Wait()
		ours.Close()
		close(c.done)
	}()
	return nil
}

const (
	// cleanStop is how long the engine has to stop after its input was closed,
	// termStop how long after it was told to terminate.
	cleanStop = 10 * time.Second
	termStop  = 5 * time.Second
)

// stop ends the process: politely, then firmly, then by force.
func (c *child) stop() error {
	if err := c.stdin.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("engine: close input: %w", err)
	}
	if c.endsWithin(cleanStop) {
		return nil
	}
	// A process that ended meanwhile is what is wanted, so Signal's error is not one.
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	if c.endsWithin(termStop) {
		return nil
	}
	_ = c.cmd.Process.Kill()
	<-c.done
	return nil
}

func (c *child) endsWithin(d time.Duration) bool {
	select {
	case <-c.done:
		return true
	case <-time.After(d):
		return false
	}
}
