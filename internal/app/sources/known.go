package sources

import (
	"slices"

	"earshot/crawler"
	"earshot/internal/importer"
	"earshot/internal/query"
)

// Known are the values that fields of queries may have: the platforms that can be
// crawled, and those that imports bring.
func Known(configFile string) (query.Known, error) {
	adapters, err := LoadAdapters(configFile)
	if err != nil {
		return query.Known{}, err
	}
	return knownOf(adapters)
}

func knownOf(adapters []crawler.Adapter) (query.Known, error) {
	names, err := importer.Platforms()
	if err != nil {
		return query.Known{}, err
	}
	for _, a := range adapters {
		names = append(names, a.Info().Platform)
	}
	slices.Sort(names)
	return query.Known{Platforms: slices.Compact(names)}, nil
}
