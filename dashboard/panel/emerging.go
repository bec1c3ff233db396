package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// comparedTerms is how many terms are compared with their past.
const comparedTerms = 2000

// emerging is the terms that mentions hold more often than before.
func emerging() Panel {
	asks := func(q *Queries) []Query {
		return append(covered(q), topTerms(q, comparedTerms), Figures(q), figuresOfLengthBefore(q))
	}
	return Panel{
		Name: "emerging", Title: "Emerging terms", Span: 7, Asks: asks,
		Definitions: []viewmodel.Definition{{
			Key: "emerging", Name: "Emerging terms", Place: 115,
			Text:    "Keywords and hashtags that mentions hold more often than in the period of equal length just before, by more than chance explains: the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008). Ranked by how surprising they are; at least 5 mentions and a score of 3.1, which chance alone reaches once in a thousand terms. A fragment gives way to the phrase that most of its mentions hold. That there are more mentions in all makes no term emerge.",
			Formula: "(log-odds now − log-odds before) ÷ standard error",
		}},
		Frame: func(_ urlstate.View, frame *component.Panel) {
			frame.Caption = "More often than the same length before, beyond chance · most surprising first"
		},
		View: func(q *Queries) templ.Component {
			if h := hearing(q); !h.Comparable() {
				return component.Notice(component.Note{Title: "What emerges cannot be told yet", Text: h.RankNote()}, false)
			}
			found := emergingTerms(q)
			return component.Ranking(component.Ranked{
				ID: "emerging", Terms: viewmodel.Emerging(q.View, found[:min(len(found), shownReadings)], hearing(q)), Note: hearing(q).UnlikeNote(),
				Empty: component.Note{Title: "Nothing new is said", Text: "No term stands out against the same length of time before."},
			})
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			if err := wait(ctx, asks(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: "emerging", View: q.View, Rows: viewmodel.EmergingTable(emergingTerms(q))}, nil
		},
	}
}

// emergingTerms compares the terms with the same length of time before; what it
// needs has been answered.
func emergingTerms(q *Queries) []social.EmergingTerm {
	if !hearing(q).Comparable() {
		return nil
	}
	counts := q.withoutBrandNames(q.View, topTerms(q, comparedTerms).Value())
	return social.Emerging(counts, Figures(q).Value().Mentions, figuresOfLengthBefore(q).Value().Mentions)
}
