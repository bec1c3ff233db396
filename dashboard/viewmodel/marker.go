package viewmodel

import (
	"cmp"
	"slices"

	"earshot/internal/query"
)

// NewMarker returns a Marker of the words the queries look for, which show a reader
// why a post is listed. Queries may be nil.
func NewMarker(queries ...*query.Query) Marker {
	return func(text string) []query.Span {
		var places []query.Span
		for _, q := range queries {
			if q != nil {
				places = append(places, q.Highlights(text)...)
			}
		}
		// Of two that begin at one place the longer comes first, so that a phrase
		// is marked whole.
		slices.SortFunc(places, func(a, b query.Span) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
		return places
	}
}
