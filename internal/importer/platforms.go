package importer

import (
	"maps"
	"slices"
)

// Platforms are the platforms of the formats and of the addresses that imports
// know by name, sorted; posts of others are of the platform they are given.
func Platforms() ([]string, error) {
	known, err := Formats()
	if err != nil {
		return nil, err
	}
	names := map[string]bool{Unnamed: true, "web": true}
	for _, f := range known {
		if f.Platform != "" {
			names[f.Platform] = true
		}
	}
	for _, name := range platforms {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names)), nil
}
