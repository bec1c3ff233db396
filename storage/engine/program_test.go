package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/npm"
	"earshot/storage/engine"
)

// programEnv makes the test binary a clickhouse program; its value is the library.
const programEnv = "TEST_CLICKHOUSE_LIBRARY"

func beProgram(library string) {
	syscall.Umask(0o022) // as most programs find it
	if err := engine.ServeProgram(library, append([]string{"clickhouse"}, os.Args[1:]...)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// TestProgramOnThePath runs the engine as a clickhouse program, which is the library
// under the program's command line: it serves behind the door, is started again when it
// is killed, and ends with its owner.
func TestProgramOnThePath(t *testing.T) {
	library := os.Getenv("EARSHOT_LIBCHDB")
	if library == "" {
		library, _ = npm.Find("@chdb/lib-linux-x64-gnu/libchdb.so")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\ntest \"$1\" = local || exit 1\nshift\n%s='%s' exec '%s' \"$@\"\n", programEnv, library, self)
	if err := os.WriteFile(filepath.Join(dir, "clickhouse"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	e := start(t, filepath.Join(t.TempDir(), "engine"))
	conn, err := e.DialContext(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if network := conn.RemoteAddr().Network(); network != "tcp" {
		t.Errorf("a program is reached by %s", network)
	}
	conn.Close()
	for range 20 {
		opts, err := clickhouse.ParseDSN(as(t, e, "earshot", "wrong"))
		if err != nil {
			t.Fatal(err)
		}
		// Past the door, as anybody of this machine can.
		opts.Auth.Database, opts.DialContext = "", e.DialContext
		stranger, err := clickhouse.Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := stranger.Ping(t.Context()); err == nil {
			t.Error("a wrong password is let in")
		}
		stranger.Close()
	}
	door := connect(t, e.DSN())
	if err := door.Exec(t.Context(), "SELECT 1"); err != nil {
		t.Fatal(err)
	}
	if n := e.Restarts(); n != 0 {
		t.Errorf("wrong passwords ended it %d times", n)
	}
	first := e.PID()
	if err := syscall.Kill(first, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the program is started again", func() bool { return e.Restarts() == 1 && door.Exec(t.Context(), "SELECT 1") == nil })
	second := e.PID()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if running(first) || running(second) {
		t.Error("a program still runs after Close")
	}
}
