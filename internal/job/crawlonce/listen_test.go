package crawlonce

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

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
	settings := app.Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := app.With(t.Context(), settings, cfg, func(a *app.App) error {
		for _, state := range []string{"first", "second"} {
			sum, err := Crawl(t.Context(), a, []string{"all-of-bluesky"}, Options{})
			if err != nil {
				return err
			}
			if len(sum.Failed()) > 0 || len(sum.Runs) != 1 || sum.Stored != int64(mentions) || mentions == 0 {
				t.Errorf("the %s time: %+v, want %d posts", state, sum, mentions)
			}
		}
		if len(a.Crawled()) != 0 {
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
