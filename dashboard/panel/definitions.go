package panel

import (
	"cmp"
	"math"
	"slices"

	"earshot/dashboard/viewmodel"
)

// Definitions is every definition: those of panels, and those that belong to no
// single panel.
func Definitions() []viewmodel.Definition {
	all := viewmodel.Definitions()
	for _, page := range Pages() {
		for _, p := range page.all() {
			all = append(all, p.Definitions...)
		}
	}
	slices.SortStableFunc(all, func(a, b viewmodel.Definition) int { return cmp.Compare(place(a), place(b)) })
	return slices.CompactFunc(all, func(a, b viewmodel.Definition) bool { return a.Key == b.Key })
}

// place is the position of a definition; one without a place is after all others.
func place(d viewmodel.Definition) int { return cmp.Or(d.Place, math.MaxInt) }
