package viewmodel

import (
	"cmp"
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// maxOtherBrands is how many brands that are not in view are told of.
const maxOtherBrands = 2

// otherBrandFactor is how many times the expected count a spike of another brand
// must reach: what is small news of a brand in view is none beside it.
const otherBrandFactor = 2

// otherBrands finds the brands that are not in view and have a spike, own brands
// first: who looks at one brand must not miss the crisis of another. Each is
// one line that leads to the brand.
func otherBrands(v urlstate.View, s Scene) []component.Insight {
	steps, past := NewBuckets(v), NewBuckets(v.Previous())
	now, ago := steps.Sum(s.ByBrand, byBrand), past.Sum(s.ByBrandBefore, byBrand)
	others := slices.DeleteFunc(slices.Clone(s.Brands), func(b social.Brand) bool { return b.Name == v.Brand || now[b.Name] == nil })
	slices.SortStableFunc(others, func(a, b social.Brand) int { return cmp.Compare(foreign(a), foreign(b)) })
	var out []component.Insight
	for _, b := range others {
		outliers := Outliers(mentions(now[b.Name]), mentions(ago[b.Name]), steps.Finished())
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

// foreign sorts competitors behind own brands.
func foreign(b social.Brand) int {
	if b.Kind == social.BrandCompetitor {
		return 1
	}
	return 0
}
