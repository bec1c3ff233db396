package panel

import (
	"cmp"
	"math"
	"slices"

	"earshot/dashboard/viewmodel"
)

// Definitions is every definition: of panels, and of what is no panel's alone.
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

// place is where a definition stands: one without a place after all others.
func place(d viewmodel.Definition) int { return cmp.Or(d.Place, math.MaxInt) }
