// Package clitest is what the end-to-end tests have in common: it runs the
// program as a process of its own, against the sample platforms. The packages
// below it hold the tests, one a flow, so that they run beside each other.
package clitest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/analyzer/encoder"
	"earshot/analyzer/ocr/paddle"
	"earshot/internal/cli"
	"earshot/storage/engine"
)

// asEarshot makes the test binary behave as the program, so that tests run the
// real thing: processes of its own, which can be killed.
const asEarshot = "EARSHOT_TEST_AS_PROGRAM"

// Main is the body of a TestMain: it runs the tests, or the program where a
// test called the binary as that.
func Main(m *testing.M) {
	engine.ServeIfChild()
	paddle.ServeIfChild()
	if os.Getenv(asEarshot) != "" {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// Patience bounds every wait for a process; it is a guard against hanging, not
// a measure of speed.
const Patience = 15 * time.Minute

// Result is what a finished call printed and how it ended.
type Result struct {
	Out, Err string
	Code     int
	// Peak is the most memory, in bytes, that the process or its engine held,
	// whichever held more.
	Peak int64
}

// Want fails the test unless the call ended with the exit code.
func (r Result) Want(t *testing.T, code int) Result {
	t.Helper()
	if r.Code != code {
		t.Fatalf("exit code %d, want %d\nstdout:\n%s\nstderr:\n%s", r.Code, code, Tail(r.Out), Tail(r.Err))
	}
	return r
}

// Run calls the program in dir and waits for its end.
func Run(t *testing.T, dir string, args ...string) Result {
	t.Helper()
	return RunWith(t, dir, "", args...)
}

// RunWith is Run with standard input.
func RunWith(t *testing.T, dir, input string, args ...string) Result {
	t.Helper()
	return wait(t, input, func(ctx context.Context) *exec.Cmd { return command(ctx, dir, nil, args) })
}

// wait runs a call to its end.
func wait(t *testing.T, input string, call func(context.Context) *exec.Cmd) Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	cmd := call(ctx)
	var out, errOut bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("earshot %v: %v", cmd.Args[1:], err)
	}
	return Result{Out: out.String(), Err: errOut.String(), Code: cmd.ProcessState.ExitCode(), Peak: peak(cmd.ProcessState)}
}

// peak reads getrusage(2), which counts in kilobytes.
func peak(ended *os.ProcessState) int64 {
	if usage, ok := ended.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10
	}
	return 0
}

// command is a call of the program that has not been started; env is added to
// the environment of the test.
func command(ctx context.Context, dir string, env, args []string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asEarshot+"=1", "TZ=UTC")
	// The program runs in a folder of its own, from which it would not find
	// the engine and the encoder of this checkout.
	if lib := Checkout("node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so"); lib != "" {
		cmd.Env = append(cmd.Env, "EARSHOT_LIBCHDB="+lib)
	}
	if manifest := Checkout("node_modules", "@energetic-ai", "model-embeddings-en", "dist", "model.json"); manifest != "" {
		cmd.Env = append(cmd.Env, encoder.FolderEnv+"="+filepath.Dir(manifest))
	}
	// What is read in pictures depends on what a machine has installed; a test that wants it
	// says so.
	cmd.Env = append(cmd.Env, "EARSHOT_PICTURES_TEXT=off")
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// Checkout is the path of a file of this checkout, given from its root, or ""
// where there is none.
func Checkout(elem ...string) string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
	path := filepath.Join(append([]string{dir}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// Tail is the end of a text, for messages.
func Tail(s string) string {
	const most = 4000
	if len(s) > most {
		return "… " + s[len(s)-most:]
	}
	return s
}
