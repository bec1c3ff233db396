package engine_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/engine"
)

// within connects as the processes of Earshot do, past the door.
func within(t *testing.T, e *engine.Engine) driver.Conn {
	t.Helper()
	opts, err := clickhouse.ParseDSN(e.DSN())
	if err != nil {
		t.Fatal(err)
	}
	opts.Auth.Database, opts.DialContext = "", e.DialContext
	conn, err := clickhouse.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func addressOf(t *testing.T, e *engine.Engine) string {
	t.Helper()
	u, err := url.Parse(e.DSN())
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// as is the DSN of the engine with other credentials.
func as(t *testing.T, e *engine.Engine, user, password string) string {
	t.Helper()
	u, err := url.Parse(e.DSN())
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(user, password)
	return u.String()
}

// TestStrangersDoNoHarm does to the engine's address what any user of the machine
// can do. Those who belong to it must go on being answered by the same process.
func TestStrangersDoNoHarm(t *testing.T) {
	e := start(t, t.TempDir())
	pid, address := e.PID(), addressOf(t, e)
	inside, outside := within(t, e), connect(t, e.DSN())
	answers := func(after string) {
		t.Helper()
		for name, conn := range map[string]driver.Conn{"inside": inside, "outside": outside} {
			if err := conn.Exec(t.Context(), "SELECT 1"); err != nil {
				t.Fatalf("%s after %s: %v", name, after, err)
			}
		}
		if e.Restarts() != 0 || e.PID() != pid {
			t.Fatalf("the engine was restarted after %s", after)
		}
	}
	answers("nothing")
	for i := range 200 {
		user := [...]string{"earshot", "default", "nobody", ""}[i%4]
		opts, err := clickhouse.ParseDSN(as(t, e, user, [...]string{"wrong", ""}[i/4%2]))
		if err != nil {
			t.Fatal(err)
		}
		conn, err := clickhouse.Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "Authentication failed") {
			t.Fatalf("login %d as %q: %v", i, user, err)
		}
		conn.Close()
	}
	answers("200 wrong logins")
	for _, sent := range []string{
		"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"\x07\xff\xff\xff",
		"\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
		"\x00" + strings.Repeat("\xff", 1<<20),
		"\x16\x03\x01\x02\x00\x01", // TLS
		"",
		"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n",
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, sent) // it may be cut off while it speaks
		conn.Close()
	}
	answers("garbage")
	for range 500 { // connections that say nothing, or half of it, and stay
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, "\x00\x04")
	}
	if err := inside.Exec(t.Context(), "SELECT 1"); err != nil {
		t.Fatalf("inside beside 500 connections: %v", err)
	}
}

// TestNoPortButTheDoor: the process of the library listens on no port. (A
// clickhouse program on the PATH does.)
func TestNoPortButTheDoor(t *testing.T) {
	e := start(t, t.TempDir())
	conn, err := e.DialContext(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if conn.RemoteAddr().Network() != "unix" {
		return
	}
	sockets := map[string]bool{}
	fds, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", e.PID()))
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range fds {
		if to, err := os.Readlink(fd); err == nil {
			if inode, ok := strings.CutPrefix(to, "socket:["); ok {
				sockets[strings.TrimSuffix(inode, "]")] = true
			}
		}
	}
	if len(sockets) == 0 {
		t.Fatal("the engine has no socket at all")
	}
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", e.PID(), table))
		if os.IsNotExist(err) {
			continue // a system without version 6
		}
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); len(f) > 9 && sockets[f[9]] {
				t.Errorf("the engine has a socket of %s: %s", table, line)
			}
		}
	}
}

// TestSessionIsNobodyElse: "default", which the engine's own session logs in as
// with an empty password, is not let in by the door. Behind it, where a clickhouse
// program has a port of its own, it may see nothing, and take little.
func TestSessionIsNobodyElse(t *testing.T) {
	e := start(t, t.TempDir())
	if err := within(t, e).Exec(t.Context(), "CREATE TABLE default.secret ENGINE = MergeTree ORDER BY n AS SELECT 1 AS n"); err != nil {
		t.Fatal(err)
	}
	opts, err := clickhouse.ParseDSN(as(t, e, "default", ""))
	if err != nil {
		t.Fatal(err)
	}
	opts.Auth.Database = ""
	namesake := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(namesake, []byte("private"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, dial := range map[string]func(context.Context, string) (net.Conn, error){"door": nil, "engine": e.DialContext} {
		opts.DialContext = dial
		conn, err := clickhouse.Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for sql, want := range map[string]string{
			"SELECT * FROM default.secret":                                                           "Not enough privileges",
			"CREATE DATABASE theirs":                                                                 "Not enough privileges",
			"SELECT * FROM file('/etc/passwd', 'LineAsString')":                                      "Not enough privileges",
			"SELECT * FROM file('" + namesake + "', 'LineAsString')":                                 "Not enough privileges",
			"INSERT INTO FUNCTION file('" + namesake + "', 'LineAsString', 'l String') VALUES ('x')": "Not enough privileges",
			"SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')":                               "Not enough privileges",
			"SELECT sum(number) FROM numbers(1000000000)":                                            "Limit for rows",
			"SELECT length(repeat('x', 200000000))":                                                  "limit exceeded",
			"SET max_memory_usage = 0":                                                               "should not be changed",
		} {
			err := conn.Exec(t.Context(), sql)
			if err == nil || !strings.Contains(err.Error(), "Authentication failed") && (dial == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s by default at the %s: %v", sql, name, err)
			}
		}
	}
	if e.Restarts() != 0 {
		t.Error("the engine was restarted")
	}
}

func dirEntry(t *testing.T, path string) os.DirEntry {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return fs.FileInfoToDirEntry(info)
}

// TestFolderIsPrivate: nothing of the engine can be read by others, also where the
// folder came with wider modes, and its log holds warnings only.
func TestFolderIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "engine")
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "engine.log"), []byte("of an older version\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e := start(t, dir)
	conn := within(t, e)
	for _, sql := range []string{"CREATE TABLE default.t (n UInt8) ENGINE = MergeTree ORDER BY n", "INSERT INTO default.t VALUES (1)", "SELECT * FROM default.t"} {
		if err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir) // what is below a closed folder is closed
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range append(entries, dirEntry(t, dir)) {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", entry.Name(), info.Mode())
		}
	}
	log, err := os.ReadFile(filepath.Join(dir, "engine.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range []string{"<Trace>", "<Debug>", "<Information>"} {
		if strings.Contains(string(log), level) {
			t.Errorf("the log has lines of level %s", level)
		}
	}
}

// TestLeavingDoesNoHarm: a client that leaves in the middle of its query costs
// that query and nothing else.
func TestLeavingDoesNoHarm(t *testing.T) {
	e := start(t, t.TempDir())
	conn := within(t, e)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			if err := conn.Exec(ctx, "SELECT sum(sleepEachRow(0.01)) FROM numbers(200) SETTINGS max_block_size = 1"); err == nil {
				t.Error("a query of two seconds ended in time")
			}
		})
	}
	all.Wait()
	eventually(t, "the engine answers", func() bool { return conn.Exec(t.Context(), "SELECT 1") == nil })
	eventually(t, "the queries end", func() bool {
		var n uint64
		err := conn.QueryRow(t.Context(), "SELECT count() FROM system.processes WHERE user = currentUser()").Scan(&n)
		return err == nil && n == 1
	})
	if e.Restarts() != 0 {
		t.Error("the engine was restarted")
	}
}

// TestDeepFolder: the address of a Unix socket holds 108 bytes, paths are longer.
func TestDeepFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	e := start(t, dir)
	if err := within(t, e).Exec(t.Context(), "SELECT 1"); err != nil {
		t.Fatal(err)
	}
	guest := start(t, dir)
	if err := within(t, guest).Exec(t.Context(), "SELECT 1"); err != nil {
		t.Fatal(err)
	}
}

// TestEngineKeepsNoSecrets: what Earshot is told by variables is not for the engine.
func TestEngineKeepsNoSecrets(t *testing.T) {
	t.Setenv("EARSHOT_MASTODON_TOKEN", "not-for-the-engine")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "not-for-the-engine")
	e := start(t, t.TempDir())
	env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", e.PID()))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(env), "not-for-the-engine") {
		t.Error("the engine was given a token")
	}
	if err := syscall.Kill(e.PID(), 0); err != nil {
		t.Error(err)
	}
}
