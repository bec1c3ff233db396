package seed

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ConfigFile is the name of the configuration in the folder of a seeded store.
const ConfigFile = "earshot.yaml"

// FillFolder is Fill for the store of a data folder, which gets a configuration when
// all is stored.
func FillFolder(ctx context.Context, store Store, folder string, o Options) error {
	if err := Fill(ctx, store, o); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, ConfigFile), []byte(Config()), 0o600); err != nil {
		return fmt.Errorf("seed: write configuration: %w", err)
	}
	return nil
}

// never is a schedule whose time comes every four years, so that nothing is crawled.
const never = "0 0 29 2 *"

// Config is a configuration with the brands and sources of a seeded store. The
// sources are known by their names; nothing is read of them.
func Config() string {
	var b strings.Builder
	b.WriteString("# The brands and sources of posts that earshot bench seed made up.\nbrands:\n")
	for i, s := range brandShares {
		kind := "competitor"
		if i == 0 {
			kind = "own"
		}
		fmt.Fprintf(&b, "  - name: %s\n    kind: %s\n    query: %s\n", s.name, kind, strings.ToLower(s.name))
	}
	b.WriteString("sources:\n")
	for _, platform := range slices.Sorted(maps.Keys(sourceCounts)) {
		for i := range sourceCounts[platform] {
			name := sourceName(platform, i)
			fmt.Fprintf(&b, "  - name: %s\n    platform: feed\n    urls: [https://%s.example/feed.xml]\n    schedule: \"%s\"\n    keep: all\n", name, name, never)
		}
	}
	b.WriteString("dashboard:\n  time_zone: Europe/Berlin\n")
	return b.String()
}

func sourceName(platform string, i int) string { return fmt.Sprintf("%s-%02d", platform, i+1) }

// Word is the word of a language that is the nth most frequent, from 0 on. How often
// it stands in a text follows from Zipf's law.
func Word(language string, seed uint64, n int) string { return newVocabulary(language, seed).words[n] }
