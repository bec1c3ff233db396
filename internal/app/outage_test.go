package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"earshot/dashboard"
	"earshot/internal/app/config"
)

// look is a reader's look at a page.
type look struct {
	status int
	page   string
}

// TestPagesWhileTheDatabaseIsSilent stops ClickHouse under readers: every page is there, and
// says so; once it goes on, so do they. Then it is killed.
func TestPagesWhileTheDatabaseIsSilent(t *testing.T) {
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := With(t.Context(), settings, config.Default(), func(a *App) error {
		publishNumbered(t, a, 0, 20)
		ctx, stop := context.WithCancel(t.Context())
		var working sync.WaitGroup
		working.Go(func() { a.AnalyzeWorker.Run(ctx) })
		err := a.WaitForPosts(ctx, 0)
		stop()
		working.Wait()
		if err != nil {
			return err
		}
		handler, err := dashboard.New(a.DashboardOptions(dashboard.Options{Patience: 800 * time.Millisecond}))
		if err != nil {
			return err
		}
		server := httptest.NewServer(handler)
		defer server.Close()
		get := func(path string) look {
			t.Helper()
			answer, err := server.Client().Get(server.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			page, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			return look{answer.StatusCode, string(page)}
		}
		until := func(path string, said func(look) bool) {
			t.Helper()
			for limit := time.Now().Add(time.Minute); time.Now().Before(limit); {
				if said(get(path)) {
					return
				}
			}
			t.Errorf("%s: not in time", path)
		}
		out := func(l look) bool {
			return strings.Contains(l.page, `data-testid="outage"`) && strings.Contains(l.page, "has not answered since")
		}
		well := func(l look) bool {
			return l.status == http.StatusOK && !strings.Contains(l.page, `data-testid="outage"`) &&
				!strings.Contains(l.page, `class="skeleton"`) && !strings.Contains(l.page, "notice-fault")
		}
		paths := []string{"/", "/topics", "/posts", "/pictures", "/sources", "/posts/feed/MQ"}
		for _, path := range paths {
			until(path, well)
		}
		signal(t, a.Engine.PID(), syscall.SIGSTOP)
		for _, path := range append(paths, "/definitions", "/corrections") {
			until(path, func(l look) bool { return out(l) && l.status == http.StatusOK })
		}
		until("/export/posts.csv", func(l look) bool { return l.status == http.StatusServiceUnavailable && out(l) })
		signal(t, a.Engine.PID(), syscall.SIGCONT)
		for _, path := range paths {
			until(path, well)
		}
		signal(t, a.Engine.PID(), syscall.SIGKILL)
		for _, path := range paths {
			until(path, well)
		}
		until("/posts", func(l look) bool { return well(l) && a.Engine.Restarts() == 1 })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
