package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"earshot/storage/engine"
)

// TestBesideARunningOne uses a folder that another process works in.
func TestBesideARunningOne(t *testing.T) {
	w := newWorld(t, 0.03)
	alone := earshot(t, w.dir, "doctor").want(t, 0)
	if strings.Contains(alone.out, "running here") {
		t.Errorf("the doctor sees another process:\n%s", alone.out)
	}
	w.crawl(t, 0)

	running := serve(t, w.dir, "run", "--addr", "127.0.0.1:0")
	running.address(t)
	w.compare(t)
	beside := earshot(t, w.dir, "doctor").want(t, 0)
	if n := strings.Count(beside.out, "running here"); n != 2 {
		t.Errorf("the doctor sees %d parts in use, want storage and streams:\n%s", n, beside.out)
	}
	second := earshot(t, w.dir, "crawl", "--once").want(t, 1)
	if !strings.Contains(second.err, "is in use by process") {
		t.Errorf("the second crawl does not say why it cannot:\n%s", tail(second.err))
	}
	w.compare(t)
	running.stop(t)

	earshot(t, w.dir, "doctor").want(t, 0)
	w.crawl(t, 0)
	w.compare(t)
}

// TestOutsideClickHouse uses a ClickHouse that is not Earshot's own, by its DSN.
func TestOutsideClickHouse(t *testing.T) {
	if lib := engineLibrary(); lib != "" {
		t.Setenv("EARSHOT_LIBCHDB", lib)
	}
	outside, err := engine.Start(t.Context(), engine.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := outside.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Setenv("EARSHOT_STORAGE_DSN", outside.DSN())
	w := newWorld(t, 0.03)
	first, _ := w.crawl(t, 0)
	w.compare(t)
	w.Bump(3)
	again, _ := w.crawl(t, 0)
	if again.New != 0 || again.Stored != first.Stored {
		t.Errorf("second crawl %+v adds posts", again)
	}
	w.compare(t)
	trendsEqualPosts(t, w)
	if found := earshot(t, w.dir, "doctor").want(t, 0); !strings.Contains(found.out, "outside, storage.dsn") {
		t.Errorf("the doctor does not see the outside ClickHouse:\n%s", found.out)
	}
	engines, err := filepath.Glob(filepath.Join(w.dir, "data", "engine*"))
	if err != nil || len(engines) > 0 {
		t.Errorf("an engine of its own was started: %v %v", engines, err)
	}
}
