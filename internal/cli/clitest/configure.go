package clitest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"earshot/internal/social"
)

// Configure writes the configuration, with extra sources after the sample's.
func (w *World) Configure(t *testing.T, extra ...map[string]any) {
	t.Helper()
	w.WriteConfiguration(t, w.Configuration(extra...))
}

// Configuration listens to all of the sample, and to extra sources, and keeps every post.
func (w *World) Configuration(extra ...map[string]any) map[string]any {
	var sources []map[string]any
	for _, s := range w.Sources() {
		sources = append(sources, map[string]any{"name": s.Name, "platform": s.Platform, "base_url": s.BaseURL, "tags": s.Tags,
			"accounts": s.Accounts, "queries": s.Queries, "urls": s.URLs, "keep": "all", "every": "1h"})
	}
	return map[string]any{
		"brands": w.brands(), "sources": append(sources, extra...),
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
	}
}

// WriteConfiguration writes the file that the program reads in the folder of the world.
func (w *World) WriteConfiguration(t *testing.T, configuration map[string]any) {
	t.Helper()
	file, err := yaml.Marshal(configuration)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Dir, "earshot.yaml"), file, 0o600); err != nil {
		t.Fatal(err)
	}
}

// brands are the sample's brands as a configuration names them.
func (w *World) brands() []map[string]any {
	var brands []map[string]any
	for _, b := range w.Brands() {
		brands = append(brands, map[string]any{"name": b.Name, "kind": b.Kind, "query": b.Query})
	}
	return brands
}

// ListenTo writes a configuration with one source alone, which reads all of
// its history again at each crawl.
func (w *World) ListenTo(t *testing.T, source string) {
	t.Helper()
	for _, s := range w.Sources() {
		if s.Name != source {
			continue
		}
		w.WriteConfiguration(t, map[string]any{
			"brands": w.brands(),
			"sources": []map[string]any{{"name": s.Name, "platform": s.Platform, "base_url": s.BaseURL, "tags": s.Tags,
				"accounts": s.Accounts, "keep": "all", "every": "1h", "refresh": "2400h"}},
			"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
		})
	}
}

// Listen writes a configuration that reads those sources.
func (w *World) Listen(t *testing.T, all []social.Source) {
	t.Helper()
	var sources []map[string]any
	for _, s := range all {
		sources = append(sources, map[string]any{
			"name": s.Name, "platform": s.Platform, "base_url": s.BaseURL, "tags": s.Tags, "accounts": s.Accounts, "queries": s.Queries,
			"urls": s.URLs, "params": s.Params, "comments": s.Comments, "credentials": s.Credentials, "keep": "all", "every": "1h", "refresh": "24h",
		})
	}
	w.WriteConfiguration(t, map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": sources,
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
}
