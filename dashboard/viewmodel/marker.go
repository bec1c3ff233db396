package viewmodel

import (
	"cmp"
	"slices"

	"earshot/internal/query"
)

// NewMarker returns a Marker of what the queries look for, so that a reader
// sees why a post is in the list. Queries may be nil.
func NewMarker(queries ...*query.Query) Marker {
	return func(text string) []query.Span {
		var places []query.Span
		for _, q := range queries {
			if q != nil {
				places = append(places, q.Highlights(text)...)
			}
		}
		// The longer of two that begin at one place, so that a phrase is marked whole.
		slices.SortFunc(places, func(a, b query.Span) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
		return places
	}
}
