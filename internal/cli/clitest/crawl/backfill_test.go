package crawl

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// TestBackfill fills in six weeks of the past, is killed on the way and goes on
// with the same command. The ordinary crawl after it reads the rest.
func TestBackfill(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.25)
	from, to := time.Date(2026, 9, 15, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	window := []string{"crawl", "--once", "--json", "--from", "2026-09-15", "--to", "2026-11-01"}
	cmd, output := w.Start(t, window...)
	w.WaitRequests(t, 15, output)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("the back-fill was over before it was killed\n%s", clitest.Tail(output.String()))
	}
	got := w.Run(t, window...).Want(t, 0)
	var sum clitest.Summary
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatal(err)
	}
	inWindow := slices.DeleteFunc(w.Posts(), func(p social.Post) bool { return p.CreatedAt.Before(from) || !p.CreatedAt.Before(to) })
	if len(inWindow) == 0 || len(inWindow) == len(w.Posts()) {
		t.Fatalf("%d of %d posts lie in the window", len(inWindow), len(w.Posts()))
	}
	w.CompareWith(t, inWindow)
	t.Logf("%d of %d posts filled in, %d runs", len(inWindow), len(w.Posts()), len(sum.Runs))

	w.Crawl(t, 0)
	w.Compare(t)

	health := w.Run(t, "source", "health").Want(t, 0)
	for _, want := range []string{"brew-social", "hacker-news", "OK", "unknown"} {
		if !strings.Contains(health.Out, want) {
			t.Errorf("source health does not say %q:\n%s", want, health.Out)
		}
	}
	wrong := w.Run(t, "crawl", "--once", "--to", "2026-11-01").Want(t, 2)
	if !strings.Contains(wrong.Err, "--from") {
		t.Errorf("a back-fill without a beginning: %s", wrong.Err)
	}
}
