package engine_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/engine"
)

// ownerEnv makes the test binary a process that starts an engine in the folder
// the variable names, tells so, and waits to be killed.
const ownerEnv = "EARSHOT_TEST_OWNER"

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	if dir := os.Getenv(ownerEnv); dir != "" {
		own(dir)
	}
	if library := os.Getenv(programEnv); library != "" {
		beProgram(library)
	}
	os.Exit(m.Run())
}

func own(dir string) {
	e, err := engine.Start(context.Background(), engine.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"pid": e.PID(), "dsn": e.DSN()})
	select {}
}

func start(t *testing.T, dir string) *engine.Engine {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func connect(t *testing.T, dsn string) driver.Conn {
	t.Helper()
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	opts.Auth.Database = ""
	conn, err := clickhouse.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// eventually waits for a condition of another process; it is bounded by the
// test's own deadline only.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for !ok() {
		select {
		case <-limit.Done():
			t.Fatal("never came true: " + what)
		case <-tick.C:
		}
	}
}

func running(pid int) bool { return syscall.Kill(pid, 0) == nil }

func TestDataOutlivesTheEngine(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	conn := connect(t, first.DSN())
	for _, sql := range []string{
		"CREATE DATABASE kept",
		"CREATE TABLE kept.t (n UInt32) ENGINE = MergeTree ORDER BY n",
		"INSERT INTO kept.t SELECT number FROM numbers(1000)",
	} {
		if err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	pid := first.PID()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if running(pid) {
		t.Errorf("engine %d still runs after Close", pid)
	}
	if _, err := os.Stat(filepath.Join(dir, "engine.json")); !os.IsNotExist(err) {
		t.Errorf("credentials left behind: %v", err)
	}
	second := start(t, dir)
	if second.DSN() == first.DSN() {
		t.Error("the second start has the first one's credentials")
	}
	var n uint64
	if err := connect(t, second.DSN()).QueryRow(t.Context(), "SELECT count() FROM kept.t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n != 1000 {
		t.Errorf("rows after restart = %d, want 1000", n)
	}
}

func TestSecondProcessAttaches(t *testing.T) {
	dir := t.TempDir()
	owner := start(t, dir)
	guest := start(t, dir)
	if !guest.Attached() || owner.Attached() {
		t.Fatalf("attached: owner %v, guest %v", owner.Attached(), guest.Attached())
	}
	if guest.DSN() != owner.DSN() || guest.PID() != owner.PID() || guest.Version() != owner.Version() {
		t.Error("the guest knows another engine than the owner's")
	}
	if err := guest.Close(); err != nil {
		t.Fatal(err)
	}
	if err := connect(t, owner.DSN()).Ping(t.Context()); err != nil {
		t.Errorf("engine after the guest left: %v", err)
	}
}

func TestCrashIsRepaired(t *testing.T) {
	e := start(t, t.TempDir())
	conn := connect(t, e.DSN())
	dsn, pid := e.DSN(), e.PID()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the engine is restarted", func() bool { return e.Restarts() == 1 })
	if e.DSN() != dsn {
		t.Error("address or password changed over a restart")
	}
	if e.PID() == pid {
		t.Error("PID is the dead process's")
	}
	eventually(t, "the same pool works again", func() bool { return conn.Ping(t.Context()) == nil })
}

// told is what an owner says of its engine.
type told struct {
	PID int
	DSN string
}

// killedOwner starts an engine in a process of its own and kills that process.
func killedOwner(t *testing.T, dir string) told {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), ownerEnv+"="+dir, "TZ=UTC0") // a zone as POSIX writes it
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said told
	if err := json.NewDecoder(out).Decode(&said); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the owner ended by itself")
	}
	return said
}

func TestEngineDiesWithItsParent(t *testing.T) {
	dir := t.TempDir()
	owner := killedOwner(t, dir)
	if _, err := os.Stat(filepath.Join(dir, "engine.json")); err != nil {
		t.Errorf("the killed owner's record: %v", err)
	}
	e := start(t, dir)
	if e.Attached() || e.DSN() == owner.DSN {
		t.Error("attached to the engine of a dead process")
	}
	eventually(t, "the orphan ends", func() bool { return !running(owner.PID) })
}

// TestStartWaitsForOrphans starts owner after owner at once, each while the
// engine of the one before may still be bringing its data to rest.
func TestStartWaitsForOrphans(t *testing.T) {
	dir := t.TempDir()
	for range 4 {
		killedOwner(t, dir)
	}
	if e := start(t, dir); e.Attached() {
		t.Error("attached to an engine without an owner")
	}
}

func TestNoEngineIsExplained(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("EARSHOT_LIBCHDB", filepath.Join(t.TempDir(), "nowhere.so"))
	_, err := engine.Start(t.Context(), engine.Options{Dir: t.TempDir()})
	if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "nowhere.so") {
		t.Errorf("error = %v", err)
	}
	t.Setenv("EARSHOT_LIBCHDB", "")
	t.Chdir(t.TempDir())
	_, err = engine.Start(t.Context(), engine.Options{Dir: t.TempDir()})
	if social.CodeOf(err) != social.CodeUnavailable {
		t.Fatalf("error = %v", err)
	}
	for _, want := range []string{"dsn", "clickhouse on the PATH", "EARSHOT_LIBCHDB", filepath.Join("@chdb", "lib-linux-x64-gnu", "libchdb.so")} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error does not name %q: %v", want, err)
		}
	}
}

func TestBrokenLibraryIsExplained(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	library := filepath.Join(t.TempDir(), "libchdb.so")
	if err := os.WriteFile(library, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("EARSHOT_LIBCHDB", library)
	_, err := engine.Start(t.Context(), engine.Options{Dir: t.TempDir()})
	if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), library) {
		t.Errorf("error = %v", err)
	}
}
