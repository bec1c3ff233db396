package crawl

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/storage/engine"
)

// TestBesideARunningOne uses a folder that another process works in.
func TestBesideARunningOne(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.03)
	alone := w.Run(t, "doctor").Want(t, 0)
	if strings.Contains(alone.Out, "running here") {
		t.Errorf("the doctor sees another process:\n%s", alone.Out)
	}
	w.Crawl(t, 0)

	running := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	running.Address(t)
	w.Compare(t)
	beside := w.Run(t, "doctor").Want(t, 0)
	if n := strings.Count(beside.Out, "running here"); n != 2 {
		t.Errorf("the doctor sees %d parts in use, want storage and streams:\n%s", n, beside.Out)
	}
	second := w.Run(t, "crawl", "--once").Want(t, 1)
	if !strings.Contains(second.Err, "is in use by process") {
		t.Errorf("the second crawl does not say why it cannot:\n%s", clitest.Tail(second.Err))
	}
	w.Compare(t)
	running.Stop(t)

	w.Run(t, "doctor").Want(t, 0)
	w.Crawl(t, 0)
	w.Compare(t)
}

// TestADashboardBesideACrawler on one folder, without a NATS or a ClickHouse of their own,
// answers while the other is away, and goes on when it is back.
func TestADashboardBesideACrawler(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.03)
	w.Crawl(t, 0)
	owner := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	owner.Address(t)
	beside := w.Serve(t, "run", "--only", "dashboard", "--addr", "127.0.0.1:0").Address(t)
	until := func(path string, said func(status int, page string) bool) {
		t.Helper()
		limit := time.Now().Add(clitest.Patience)
		for time.Now().Before(limit) {
			answer, err := http.Get(strings.TrimSuffix(beside, "/") + path)
			if err != nil {
				t.Fatal(err)
			}
			page, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			if said(answer.StatusCode, string(page)) {
				return
			}
			time.Sleep(200 * time.Millisecond)
		}
		t.Fatalf("%s: not in time", path)
	}
	whole := func(status int, page string) bool {
		return status == http.StatusOK && !strings.Contains(page, `data-testid="outage"`) && !strings.Contains(page, "skeleton") && strings.Contains(page, `data-testid="post"`)
	}
	out := func(status int, page string) bool {
		return status == http.StatusOK && strings.Contains(page, `data-testid="outage"`)
	}
	until("/posts", whole)
	owner.Stop(t)
	until("/posts", out)
	until("/sources", out)
	w.Serve(t, "run", "--addr", "127.0.0.1:0").Address(t)
	until("/posts", whole)
	until("/sources", func(status int, page string) bool {
		return status == http.StatusOK && !strings.Contains(page, `data-testid="outage"`) && !strings.Contains(page, "not known now")
	})
}

// TestOutsideClickHouse uses a ClickHouse that is not Earshot's own, by its DSN.
func TestOutsideClickHouse(t *testing.T) {
	t.Parallel()
	outside, err := engine.Start(t.Context(), engine.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := outside.Close(); err != nil {
			t.Error(err)
		}
	})
	w := clitest.NewWorld(t, 0.03)
	w.Setenv("EARSHOT_STORAGE_DSN", outside.DSN())
	first, _ := w.Crawl(t, 0)
	w.Compare(t)
	w.Bump(3)
	again, _ := w.Crawl(t, 0)
	if again.New != 0 || again.Stored != first.Stored {
		t.Errorf("second crawl %+v adds posts", again)
	}
	w.Compare(t)
	w.CompareTrends(t)
	if found := w.Run(t, "doctor").Want(t, 0); !strings.Contains(found.Out, "outside, storage.dsn") {
		t.Errorf("the doctor does not see the outside ClickHouse:\n%s", found.Out)
	}
	engines, err := filepath.Glob(filepath.Join(w.Dir, "data", "engine*"))
	if err != nil || len(engines) > 0 {
		t.Errorf("an engine of its own was started: %v %v", engines, err)
	}
}
