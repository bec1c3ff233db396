package app

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

// TestPlatformsInCode names the platforms that are code, so that none is
// forgotten where they are put together.
func TestPlatformsInCode(t *testing.T) {
	adapters, err := LoadAdapters("")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"feed", "mastodon", "bluesky"} {
		if !slices.ContainsFunc(adapters, func(a crawler.Adapter) bool { return a.Info().Platform == name }) {
			t.Errorf("there is no platform %s", name)
		}
	}
}

// TestAppListens hears a stream once, from the wire to the database.
func TestAppListens(t *testing.T) {
	server := jetstreamtest.New()
	defer server.Close()
	events := jetstreamtest.Sample(time.Now().Add(-time.Hour), 100*time.Millisecond, 2000, "northwind")
	server.Publish(events...)
	// Word of the present shows that all of the past was heard.
	server.Publish(jetstreamtest.Identity(time.Now().Add(time.Hour), jetstreamtest.DID(1), "ana.example.com"))
	mentions := 0
	for _, ev := range events {
		if strings.Contains(string(ev.Data), "northwind") {
			mentions++
		}
	}
	cfg := config.Default()
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay = true, 0
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	cfg.Sources = []config.Source{{
		Name: "all-of-bluesky", Platform: "bluesky", BaseURL: server.AppView(), Brands: []string{"all"},
		Params: map[string]string{"stream": server.Stream()}, History: config.Duration(2 * time.Hour),
	}}
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := With(t.Context(), settings, cfg, func(a *App) error {
		for _, state := range []string{"first", "second"} {
			sum, err := a.crawlOnce(t.Context(), []string{"all-of-bluesky"}, CrawlOptions{})
			if err != nil {
				return err
			}
			if len(sum.Failed()) > 0 || len(sum.Runs) != 1 || sum.Stored != int64(mentions) || mentions == 0 {
				t.Errorf("the %s time: %+v, want %d posts", state, sum, mentions)
			}
		}
		if len(a.crawled()) != 0 {
			return fmt.Errorf("a stream is scheduled")
		}
		if c := a.Sources[0].Coverage; len(c) != 1 || !c[0].Whole {
			return fmt.Errorf("coverage %+v", c)
		}
		_, err := a.Scheduler.RunNow(t.Context(), "all-of-bluesky")
		if social.CodeOf(err) != social.CodeConflict {
			return fmt.Errorf("run now: %w", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
