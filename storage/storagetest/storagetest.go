// Package storagetest gives tests a real store: a fresh database on an engine
// that the whole test binary shares.
package storagetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"testing"

	"earshot/storage"
	"earshot/storage/engine"
)

// DSNEnv holds the address of the server that tests use. Main sets it; set
// beforehand, it makes the tests run on that server instead of an embedded one.
const DSNEnv = "EARSHOT_TEST_DSN"

// Main is the body of a TestMain: it starts the engine, runs the tests and
// exits with their result.
func Main(m *testing.M) {
	engine.ServeIfChild()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "storagetest:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if os.Getenv(DSNEnv) != "" {
		return m.Run(), nil
	}
	dir, err := os.MkdirTemp("", "earshot-engine-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	// A machine far from UTC shows what depends on its time zone.
	zone, set := os.LookupEnv("TZ")
	if err := os.Setenv("TZ", "Asia/Kolkata"); err != nil {
		return 1, err
	}
	var faults bytes.Buffer
	if os.Getenv(ClusterEnv) == "1" {
		stop, err := startCluster(dir, slog.New(slog.NewTextHandler(&faults, &slog.HandlerOptions{Level: slog.LevelWarn})))
		if err != nil {
			return 1, err
		}
		if err := restore("TZ", zone, set); err != nil {
			return 1, errors.Join(err, stop())
		}
		return m.Run(), stop()
	}
	e, err := engine.Start(context.Background(), engine.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&faults, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return 1, err
	}
	if err := errors.Join(restore("TZ", zone, set), os.Setenv(DSNEnv, e.DSN())); err != nil {
		return 1, err
	}
	code = m.Run()
	if n := e.Restarts(); n > 0 {
		err = fmt.Errorf("the engine stopped by itself %d times; its last words: %s", n, faults.String())
	}
	return code, errors.Join(err, e.Close())
}

// restore gives a variable of the environment its value back.
func restore(name, value string, set bool) error {
	if !set {
		return os.Unsetenv(name)
	}
	return os.Setenv(name, value)
}

// DSN returns the address of a database that does not exist yet on the shared
// engine; it is dropped when the test ends.
func DSN(t testing.TB) string {
	t.Helper()
	u, err := url.Parse(os.Getenv(DSNEnv))
	if err != nil || u.Host == "" {
		t.Fatal("storagetest: no engine; the package's TestMain must be storagetest.Main")
	}
	name := "test_" + strings.ToLower(rand.Text())
	u.Path = "/" + name
	dsn := u.String()
	t.Cleanup(func() {
		_, servers := spread(dsn)
		if err := drop(dsn, servers); err != nil {
			t.Errorf("storagetest: %v", err)
		}
	})
	return dsn
}

// Open returns a store on a fresh database of the shared engine, both of which
// last as long as the test.
func Open(t testing.TB) *storage.Store {
	t.Helper()
	return OpenAt(t, DSN(t))
}

// OpenAt is Open on a database that DSN returned.
func OpenAt(t testing.TB, dsn string) *storage.Store {
	t.Helper()
	how, _ := spread(dsn)
	s, err := storage.Open(t.Context(), dsn, slog.New(slog.DiscardHandler), how...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("storagetest: close: %v", err)
		}
	})
	return s
}
