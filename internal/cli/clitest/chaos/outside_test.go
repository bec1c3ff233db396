//go:build linux

package chaos

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// outside is a server that Earshot uses and does not start.
type outside struct {
	cmd   *exec.Cmd
	input io.WriteCloser
	// address is what it printed when it answered.
	address string
}

// start starts the server that the variables of the environment name.
func start(t *testing.T, env ...string) *outside {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), env...)
	if lib := clitest.Checkout("node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so"); lib != "" {
		cmd.Env = append(cmd.Env, "EARSHOT_LIBCHDB="+lib)
	}
	cmd.Stderr = t.Output()
	o := &outside{cmd: cmd}
	var err error
	if o.input, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = o.input.Close() // which ends it
		_ = cmd.Wait()      // it may have been killed
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("a server outside did not start: %v", err)
	}
	o.address = strings.TrimSpace(line)
	return o
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
