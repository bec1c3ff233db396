package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// shownTerms is how many terms the panel shows.
const shownTerms = 9

// terms is the keywords and hashtags.
func terms() Panel {
	return Panel{
		Name: "terms", Title: "Keywords and hashtags", Span: 7,
		Definitions: []viewmodel.Definition{viewmodel.DefineReading(social.ReadTerms)},
		Frame: func(_ urlstate.View, frame *component.Panel) {
			frame.Caption = "Ranked by mentions · bar split by ▲ positive, ● neutral, ▼ negative, ○ unsure · change against the same length before"
		},
		Asks: func(q *Queries) []Query { return append(covered(q), topTerms(q, fetchedTerms)) },
		View: func(q *Queries) templ.Component {
			counts := q.withoutBrandNames(q.View, topTerms(q, fetchedTerms).Value())
			if len(counts) == 0 {
				return component.Notice(component.Note{Title: "No keyword stands often enough", Text: "Keywords and hashtags are ranked once mentions hold them."}, false)
			}
			return component.Ranking(component.Ranked{
				ID: "terms", Terms: viewmodel.Terms(q.View, counts[:min(len(counts), shownTerms)], hearing(q)), Note: hearing(q).RankNote(),
			})
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			counts, err := q.Reader.Terms(ctx, q.View.Filter(), exportedTerms)
			if err != nil {
				return Table{}, err
			}
			if err := wait(ctx, covered(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: "terms", View: q.View, Rows: viewmodel.TermTable(q.withoutBrandNames(q.View, counts), hearing(q))}, nil
		},
	}
}
