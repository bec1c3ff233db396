package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"earshot/dashboard"
	"earshot/internal/sample"
	"earshot/storage/engine"
)

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	os.Exit(m.Run())
}

// TestHouse opens everything in this process, so that the race detector sees
// the parts work side by side: two crawls of the sample, the rollups and the
// dashboard's pages.
func TestHouse(t *testing.T) {
	platforms, err := sample.Start(sample.Options{Seed: 3, Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Scale: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	defer platforms.Close()
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}
	cfg := demoConfig(platforms)
	for i := range cfg.Sources {
		cfg.Sources[i].History = 0 // the sample's present is a while ago
	}
	err = withHouse(t.Context(), settings, cfg, func(h *house) error {
		names, err := h.chosen(nil)
		if err != nil {
			return err
		}
		first, err := h.crawlOnce(t.Context(), names)
		if err != nil {
			return err
		}
		if want := int64(expectedPosts(platforms)); first.Stored != want || first.New != want || len(first.Failed()) > 0 {
			t.Errorf("first crawl %+v, want %d posts", first, want)
		}
		platforms.Publish(3)
		second, err := h.crawlOnce(t.Context(), names)
		if err != nil {
			return err
		}
		if want := int64(expectedPosts(platforms)); second.Stored != want {
			t.Errorf("second crawl %+v, want %d posts", second, want)
		}
		return lookAround(t, h)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lookAround wants every page of the dashboard to answer.
func lookAround(t *testing.T, h *house) error {
	handler, err := dashboard.New(h.dashboardOptions(dashboard.Options{Sample: true}))
	if err != nil {
		return err
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	for _, path := range []string{"/", "/posts", "/pictures", "/sources", "/definitions", "/export/trends.csv"} {
		body, status, err := get(t.Context(), server.URL+path)
		if err != nil {
			return err
		}
		if status != http.StatusOK || len(body) == 0 {
			t.Errorf("%s answers %d with %d bytes", path, status, len(body))
		}
		if path == "/sources" && strings.Count(body, "brew-social") == 0 {
			t.Errorf("%s does not name the source brew-social", path)
		}
	}
	return nil
}

func get(ctx context.Context, url string) (body string, status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", 0, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), resp.StatusCode, err
}
