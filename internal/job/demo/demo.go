// Package demo runs Earshot on sample platforms of its own.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"earshot/dashboard"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/sample"
	"earshot/internal/social"
)

// demoMarker is the file that tells a demo's folder from one with real data.
const demoMarker = "this-is-a-demo"

// logoFile is the picture of the logo that the demo looks for.
const logoFile = "northwind-logo.png"

// demoTrickle is the time between two steps of the sample while the demo runs: a post that is
// due by the pace of the story, or a bit of engagement.
const demoTrickle = 8 * time.Second

// demoRefresh is how far behind the newest post the demo reads again: less than
// elsewhere, because it crawls twice a minute.
const demoRefresh = 3 * time.Hour

// Options choose the size of the demo and where it shows itself.
type Options struct {
	Addr  string
	Scale float64
	// Progress receives a bar, or lines where it is no terminal.
	Progress io.Writer
	// Ready is called with the dashboard's address, Filled when every sample
	// post is stored.
	Ready  func(url string)
	Filled func(posts int64, took string)
}

// Run serves the sample platforms on loopback, crawls them as it would crawl
// any, and serves the dashboard until ctx ends.
func Run(ctx context.Context, s app.Settings, opts Options) error {
	if s.DataDir == "" {
		s.DataDir = app.DefaultDemoDir
	}
	if err := emptyDemoDir(s.DataDir); err != nil {
		return err
	}
	platforms, err := sample.Start(sample.Options{Seed: 1, Now: time.Now().UTC(), Scale: opts.Scale, Live: demoTrickle})
	if err != nil {
		return fmt.Errorf("demo: start sample platforms: %w", err)
	}
	defer platforms.Close()
	cfg := demoConfig(platforms)
	if err := addLogo(&cfg, s.DataDir); err != nil {
		return err
	}
	return app.With(ctx, s, cfg, func(a *app.App) error { return demo(ctx, a, opts, platforms) })
}

func demo(ctx context.Context, a *app.App, opts Options, platforms *sample.Server) error {
	fill := newFill(a, platforms)
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error {
		return a.Run(ctx, app.RunOptions{Addr: freeAddr(ctx, opts.Addr), Ready: opts.Ready}, dashboard.Options{Sample: true, Progress: fill.progress})
	})
	work.Go(func() error { return fill.watch(ctx, opts) })
	if err := work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// demoConfig is the configuration an operator would write for the sample
// platforms, which are servers of our own and need no pause between requests.
func demoConfig(platforms *sample.Server) config.Config {
	cfg := config.Default()
	cfg.Crawler.AllowPrivateNetworks = true
	cfg.Crawler.Contact = "mailto:demo@earshot.example"
	cfg.Crawler.Delay = 0
	for _, b := range platforms.Brands() {
		cfg.Brands = append(cfg.Brands, config.Brand{Name: b.Name, Kind: social.BrandKind(b.Kind), Query: b.Query})
	}
	for _, src := range platforms.Sources() {
		src.Refresh = demoRefresh
		cfg.Sources = append(cfg.Sources, config.FromSocial(src))
	}
	return cfg
}

// addLogo puts the sample's logo into the demo's folder, as an operator names the picture
// of a logo in the configuration.
func addLogo(cfg *config.Config, dir string) error {
	data, err := sample.Logo()
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	name, err := filepath.Abs(filepath.Join(dir, logoFile))
	if err != nil {
		return fmt.Errorf("demo: the logo's file: %w", err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return fmt.Errorf("demo: write the logo: %w", err)
	}
	for i := range cfg.Brands {
		if cfg.Brands[i].Name == sample.LogoBrand {
			cfg.Brands[i].Logos = []string{name}
		}
	}
	return nil
}

// emptyDemoDir removes what an earlier demo stored, and nothing else: a folder
// that is not a demo's is refused.
func emptyDemoDir(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("demo: demo folder: %w", err)
	}
	marker := filepath.Join(dir, demoMarker)
	if len(entries) > 0 {
		if _, err := os.Stat(marker); err != nil {
			return social.Errorf(social.CodeInvalid, "%s is not empty and not a demo's folder; the demo empties its folder at each start, so give it one of its own", dir)
		}
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("demo: empty demo folder: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("demo: demo folder: %w", err)
	}
	if err := os.WriteFile(marker, []byte("Emptied at each start of earshot demo.\n"), 0o600); err != nil {
		return fmt.Errorf("demo: demo folder: %w", err)
	}
	return nil
}
