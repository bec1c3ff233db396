package cli_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestBackfill fills in six weeks of the past, is killed on the way and goes on
// with the same command. The ordinary crawl after it reads the rest.
func TestBackfill(t *testing.T) {
	w := newWorld(t, 0.25)
	from, to := time.Date(2026, 9, 15, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	window := []string{"crawl", "--once", "--json", "--from", "2026-09-15", "--to", "2026-11-01"}
	cmd, output := w.start(t, window...)
	w.waitRequests(t, 15, output)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("the back-fill was over before it was killed\n%s", tail(output.String()))
	}
	got := earshot(t, w.dir, window...).want(t, 0)
	var sum summary
	if err := json.Unmarshal([]byte(got.out), &sum); err != nil {
		t.Fatal(err)
	}
	inWindow := slices.DeleteFunc(w.Posts(), func(p social.Post) bool { return p.CreatedAt.Before(from) || !p.CreatedAt.Before(to) })
	if len(inWindow) == 0 || len(inWindow) == len(w.Posts()) {
		t.Fatalf("%d of %d posts lie in the window", len(inWindow), len(w.Posts()))
	}
	w.compareWith(t, inWindow)
	t.Logf("%d of %d posts filled in, %d runs", len(inWindow), len(w.Posts()), len(sum.Runs))

	w.crawl(t, 0)
	w.compare(t)

	health := earshot(t, w.dir, "source", "health").want(t, 0)
	for _, want := range []string{"brew-social", "hacker-news", "OK", "unknown"} {
		if !strings.Contains(health.out, want) {
			t.Errorf("source health does not say %q:\n%s", want, health.out)
		}
	}
	wrong := earshot(t, w.dir, "crawl", "--once", "--to", "2026-11-01").want(t, 2)
	if !strings.Contains(wrong.err, "--from") {
		t.Errorf("a back-fill without a beginning: %s", wrong.err)
	}
}
