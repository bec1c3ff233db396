package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
)

// lead is the opening sentence and the figures, or why there are none.
func lead() Panel {
	return Panel{
		Name: "lead", Title: "Figures",
		Asks: leadAsks,
		Whole: func(patience context.Context, q *Queries, state component.State) templ.Component {
			l := view.Lead{State: state}
			for _, d := range viewmodel.Definitions()[:5] {
				l.Names = append(l.Names, d.Name)
			}
			if !state.Ready() {
				return view.LeadPanel(l)
			}
			l.Empty = nothingInOverview(patience, q)
			steps := viewmodel.NewBuckets(q.View)
			trend := viewmodel.WithAllBrands(steps, byPlatform(q).Value(), byBrand(q).Value())
			l.Figures = viewmodel.Figures(q.View, Figures(q).Value(), figuresBefore(q).Value(), trend, coverage(q))
			l.Sentence = viewmodel.Sentence(q.View, viewmodel.SentenceData{
				Now: Figures(q).Value(), Before: figuresBefore(q).Value(), Buckets: steps, Trend: trend,
				Terms: q.withoutBrandNames(q.View, topTerms(q, fetchedTerms).Value()), Brands: viewmodel.ByBrand(byBrand(q).Value()),
				Cover: coverage(q), At: q.Now(), Backlog: Backlog(q).Value(),
			})
			return view.LeadPanel(l)
		},
	}
}

func leadAsks(q *Queries) []Query {
	return append(covered(q), Figures(q), figuresBefore(q), Backlog(q), byPlatform(q), byBrand(q), topTerms(q, fetchedTerms))
}

// nothingInOverview says why there are no mentions, when there are none in the
// period and the one before.
func nothingInOverview(patience context.Context, q *Queries) *component.Note {
	if wait(patience, leadAsks(q)...) != nil || Figures(q).Value().Mentions+figuresBefore(q).Value().Mentions+Backlog(q).Value() > 0 {
		return nil
	}
	return nothing(patience, q)
}
