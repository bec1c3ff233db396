package panel

import (
	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// insights is what rules find noteworthy.
func insights() Panel {
	return Panel{
		Name: "insights", Title: "What stands out", Span: 4,
		Definitions: []viewmodel.Definition{viewmodel.Define("spike"), viewmodel.Define("quiet")},
		Frame: func(_ urlstate.View, frame *component.Panel) {
			frame.Caption = "Found by rules, newest first; other brands are named"
		},
		Asks: func(q *Queries) []Query {
			return append(covered(q), byPlatform(q), byPlatformBefore(q), byBrand(q), byBrandBefore(q), topTerms(q, fetchedTerms), ranking(q, social.ReadEvidence))
		},
		View: func(q *Queries) templ.Component {
			found := viewmodel.Insights(q.View, viewmodel.InsightData{
				ByPlatform: byPlatform(q).Value(), ByPlatformBefore: byPlatformBefore(q).Value(),
				ByBrand: byBrand(q).Value(), ByBrandBefore: byBrandBefore(q).Value(), Brands: q.Brands,
				Terms: q.withoutBrandNames(q.View, topTerms(q, fetchedTerms).Value()), NamedIn: ranking(q, social.ReadEvidence).Value(), Cover: coverage(q), Now: q.Now(),
			})
			if len(found) == 0 {
				return component.Notice(component.Note{Title: "Nothing stands out", Text: viewmodel.NothingStandsOut(Health(q).Value(), q.Now())}, false)
			}
			return component.Insights(found)
		},
	}
}
