package cli_test

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

	"earshot/internal/cli"
	"earshot/storage/engine"
)

// asEarshot makes the test binary behave as the program, so that tests run the
// real thing: processes of its own, which can be killed.
const asEarshot = "EARSHOT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	if os.Getenv(asEarshot) != "" {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// patience bounds every wait for a process; it is a guard against hanging, not
// a measure of speed.
const patience = 4 * time.Minute

// result is what a finished call printed and how it ended.
type result struct {
	out, err string
	code     int
	// peak is the most memory, in bytes, that the process or its engine held,
	// whichever held more.
	peak int64
}

// earshot calls the program in dir and waits for its end.
func earshot(t *testing.T, dir string, args ...string) result {
	t.Helper()
	return earshotWith(t, dir, "", args...)
}

// earshotWith is earshot with standard input.
func earshotWith(t *testing.T, dir, input string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := command(ctx, dir, args...)
	var out, errOut bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("earshot %v: %v", args, err)
	}
	return result{out: out.String(), err: errOut.String(), code: cmd.ProcessState.ExitCode(), peak: peak(cmd.ProcessState)}
}

// peak reads getrusage(2), which counts in kilobytes.
func peak(ended *os.ProcessState) int64 {
	if usage, ok := ended.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10
	}
	return 0
}

// command is a call of the program that has not been started.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asEarshot+"=1")
	if lib := engineLibrary(); lib != "" {
		cmd.Env = append(cmd.Env, "EARSHOT_LIBCHDB="+lib)
	}
	return cmd
}

// engineLibrary is the engine in this checkout: the program runs in a folder
// of its own here, from which it would not be found.
func engineLibrary() string {
	lib, err := filepath.Abs("../../node_modules/@chdb/lib-linux-x64-gnu/libchdb.so")
	if err != nil {
		return ""
	}
	if _, err := os.Stat(lib); err != nil {
		return ""
	}
	return lib
}

// want fails the test unless the call ended with the exit code.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\nstdout:\n%s\nstderr:\n%s", r.code, code, tail(r.out), tail(r.err))
	}
	return r
}

func tail(s string) string {
	const most = 4000
	if len(s) > most {
		return "… " + s[len(s)-most:]
	}
	return s
}
