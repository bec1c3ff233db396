package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
)

// sentiment is sentiment over time.
func sentiment() Panel {
	return Panel{
		Name: "sentiment", Title: "Sentiment", Span: 5,
		Definitions: []viewmodel.Definition{{
			Key: "sentiment_split", Name: "Sentiment", Place: 80,
			Text: "Share of positive, neutral, negative and unsure among the mentions that could be judged, toward the brand in view. Posts without text are not judged.",
		}},
		Frame: func(v urlstate.View, frame *component.Panel) {
			frame.Caption = "Share of judged mentions by " + string(v.Bucket()) + " · " + viewmodel.ZoneName(v)
			frame.TableID = "chart-sentiment-table"
		},
		Asks: func(q *Queries) []Query { return append(covered(q), byPlatform(q)) },
		View: func(q *Queries) templ.Component {
			rows := byPlatform(q).Value()
			if len(rows) == 0 {
				return component.Notice(component.Note{Title: "Nothing to judge", Text: "Sentiment appears with the first mentions that have text."}, false)
			}
			lines := viewmodel.SentimentChart(q.View, rows, coverage(q))
			return component.ChartView("chart-sentiment", lines.Chart, lines.Table)
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			rows, err := q.Reader.Trends(ctx, q.View.Filter(), q.View.Bucket(), nil)
			if err != nil {
				return Table{}, err
			}
			if err := wait(ctx, covered(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: "sentiment", View: q.View, Rows: viewmodel.SentimentTable(q.View, rows, coverage(q))}, nil
		},
	}
}
