package viewmodel

import (
	"cmp"
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// maxOtherBrands is the most brands that are named although they are not in view.
const maxOtherBrands = 2

// otherBrandFactor is how many times the expected count a spike of a brand that is
// not in view must reach to be named.
const otherBrandFactor = 2

// otherBrands finds the spikes of brands that are not in view, own brands first, so
// that a reader of one brand does not miss the crisis of another. Each links to the
// brand.
func otherBrands(v urlstate.View, s InsightData) []component.Insight {
	steps, past := NewBuckets(v), NewBuckets(v.Previous())
	now, ago := steps.Sum(s.ByBrand, byBrand), past.Sum(s.ByBrandBefore, byBrand)
	others := slices.DeleteFunc(slices.Clone(s.Brands), func(b social.Brand) bool { return b.Name == v.Brand || now[b.Name] == nil })
	slices.SortStableFunc(others, func(a, b social.Brand) int { return cmp.Compare(foreign(a), foreign(b)) })
	var out []component.Insight
	for _, b := range others {
		outliers := s.Cover.outliers(v, b.Name, steps, mentions(now[b.Name]), mentions(ago[b.Name]))
		outliers = slices.DeleteFunc(outliers, func(o Outlier) bool { return !o.High || o.Count < otherBrandFactor*o.Expected })
		if len(outliers) == 0 || len(out) == maxOtherBrands {
			continue
		}
		newest := outliers[len(outliers)-1]
		there := v.WithBrand(b.Name)
		line := outlier(there, steps, newest, now[b.Name], nil)
		line.Title, line.Href = b.Name+": spike"+strings.TrimPrefix(line.Title, "Spike"), there.URL("/")
		line.Mentions = 0
		line.Rule = "A brand that is not in view. " + line.Rule
		if b.Kind == social.BrandCompetitor {
			line.Title = "Competitor " + line.Title
		}
		out = append(out, line)
	}
	return out
}

// foreign is 0 for own brands and 1 for competitors, which sorts own brands first.
func foreign(b social.Brand) int {
	if b.Kind == social.BrandCompetitor {
		return 1
	}
	return 0
}
