package figure

import (
	"cmp"
	"context"
	"slices"

	"earshot/internal/social"
)

// Facets returns the brands, platforms and languages of the mentions that f
// lets through, each with its number of mentions, most first.
func (s *Reader) Facets(ctx context.Context, f social.Filter) (social.Facets, error) {
	f.Unmatched = false
	found, err := s.match(ctx, f)
	if err != nil {
		return social.Facets{}, err
	}
	dirty, err := s.dirtyDays(ctx)
	if err != nil {
		return social.Facets{}, err
	}
	rows, err := s.count(ctx, counting{filter: f, by: whole, dims: social.Dimensions(), found: found, dirty: dirty})
	if err != nil {
		return social.Facets{}, err
	}
	brands, platforms, languages := map[string]int64{}, map[string]int64{}, map[string]int64{}
	for _, r := range rows {
		brands[r.Brand] += r.Mentions
		platforms[r.Platform] += r.Mentions
		languages[r.Language] += r.Mentions
	}
	return social.Facets{Brands: facets(brands), Platforms: facets(platforms), Languages: facets(languages)}, nil
}

// facets orders values by mentions, equals by name.
func facets(mentions map[string]int64) []social.Facet {
	out := make([]social.Facet, 0, len(mentions))
	for value, n := range mentions {
		out = append(out, social.Facet{Value: value, Mentions: n})
	}
	slices.SortFunc(out, func(a, b social.Facet) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Value, b.Value))
	})
	return out
}
