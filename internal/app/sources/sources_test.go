package sources

import (
	"slices"
	"testing"

	"earshot/crawler"
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
