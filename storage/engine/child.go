package engine

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/creack/pty"

	"earshot/internal/social"
)

// child is one running engine process.
type child struct {
	cmd *exec.Cmd
	// input keeps the engine running; alive, of the library only, keeps the
	// child's own watch at rest.
	input, alive *os.File
	// done is closed when the process has ended; err is set before that.
	done chan struct{}
	err  error
}

// launch starts the engine. It has a session of its own, so that the interrupt
// typed at a terminal reaches the parent alone, which then stops the engine in
// its own time, and the engine has no terminal to write to.
func launch(prog found, f files, r record) (*child, error) {
	host, port, err := net.SplitHostPort(r.Inner)
	if err != nil {
		return nil, fmt.Errorf("engine: address %s: %w", r.Inner, err)
	}
	args := []string{
		"--config-file", f.config(), "--path", f.data(),
		"--log-level", "warning", // the file's level does not count for this program
		"--listen_host", host, "--tcp_port", port,
		"--interactive", "--progress", "off", "--progress-table", "off", "--disable_suggestion",
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
	}
	c.cmd.Env = environment(prog, f, r)
	c.cmd.Dir = f.dir
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return c, c.start(f)
}

// environment is what the engine knows of its parent's: neither tokens and
// passwords that are meant for Earshot, those of its buckets included, nor a home whose files would tell it to
// run otherwise. It takes TZ for its own zone and ends where it does not know it,
// as with the forms of POSIX (UTC0); all that is stored is in UTC.
func environment(prog found, f files, r record) []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "EARSHOT_") || strings.HasPrefix(v, "AWS_")
	})
	env = append(env, "TZ=UTC", "TERM=dumb", "HOME="+f.dir)
	if prog.library != "" {
		env = append(env, childEnv+"="+prog.library, socketEnv+"="+r.Socket)
	}
	return env
}

// start runs the command with its output in a file of the folder.
//
// Its input is a terminal that nobody types at: an engine that is not interactive
// ends itself on the first fault of a connection, be it a wrong password or a
// client that left (KillingErrorHandler in programs/local/LocalServer.cpp), and it
// is interactive only where its input is a terminal.
func (c *child) start(f files) error {
	out, err := os.OpenFile(f.output(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("engine: open output: %w", err)
	}
	defer out.Close()
	c.cmd.Stdout, c.cmd.Stderr = out, out
	ours, terminal, err := pty.Open()
	if err != nil {
		return social.Errorf(social.CodeUnavailable, "engine: open a terminal for it to read: %w; a container or service needs /dev/ptmx with mode 0666 and a devpts mounted at /dev/pts", err)
	}
	defer terminal.Close()
	c.cmd.Stdin, c.input = terminal, ours
	theirs, alive, err := os.Pipe()
	if err != nil {
		return errors.Join(fmt.Errorf("engine: make pipe: %w", err), ours.Close())
	}
	defer theirs.Close()
	c.alive = alive
	c.cmd.ExtraFiles = []*os.File{theirs} // the first of these is descriptor 3
	if err := c.cmd.Start(); err != nil {
		return errors.Join(fmt.Errorf("engine: start: %w", err), ours.Close(), alive.Close())
	}
	go func() {
		c.err = c.cmd.Wait()
		alive.Close()
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
	if err := c.input.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
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
