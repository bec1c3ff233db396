package panel

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/export"
	"earshot/internal/social"
)

// mentions is mentions over time.
func mentions() Panel {
	return Panel{
		Name: "mentions", Title: "Mentions", Span: 8, Frame: mentionsFrame,
		Definitions: []viewmodel.Definition{{
			Key: "mentions_over_time", Name: "Mentions over time", Place: 70,
			Text: "Mentions per step of the chart, by the time at which the post was published, or first seen where nothing readable says when, in the time zone that the chart names. The dotted end is a step that is not over. Hatched is a time for which a source gave no answer, so posts may be missing. Shaded is a time in which nobody listened yet: what is counted there is what the sources still showed later, and where nothing is, nothing is drawn.",
		}},
		Asks: func(q *Queries) []Query {
			now, before := linesOf(q)
			return append(covered(q), now, before)
		},
		View: func(q *Queries) templ.Component {
			now, before := linesOf(q)
			if len(now.Value()) == 0 {
				return component.Notice(hearing(q).Empty(q.View, "No mentions in this period"), false)
			}
			lines := viewmodel.MentionsChart(q.View, q.Brands, now.Value(), before.Value(), coverage(q))
			return component.ChartView("chart-mentions", lines.Chart, lines.Table)
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			switch q.View.Split {
			case urlstate.SplitBrand:
				return Trends(ctx, q, q.View.WithBrand(""), "mentions-by-brand", social.DimBrand)
			case urlstate.SplitPlatform:
				return Trends(ctx, q, q.View, "mentions-by-platform", social.DimPlatform)
			case urlstate.SplitSentiment:
				// The classes of sentiment are columns of every trend.
				return Trends(ctx, q, q.View, "mentions-by-sentiment")
			default:
				return Trends(ctx, q, q.View, "mentions")
			}
		},
	}
}

// linesOf are the trends that the chart draws, and those of the period before.
func linesOf(q *Queries) (now, before *Pending[[]social.Trend]) {
	if q.View.Split == urlstate.SplitBrand {
		return byBrand(q), byBrandBefore(q)
	}
	return byPlatform(q), byPlatformBefore(q)
}

func mentionsFrame(v urlstate.View, frame *component.Panel) {
	frame.Title = map[urlstate.Split]string{
		urlstate.SplitNone: "Mentions", urlstate.SplitPlatform: "Mentions by platform",
		urlstate.SplitBrand: "Mentions by brand", urlstate.SplitSentiment: "Mentions by sentiment",
	}[v.Split]
	counted := v
	if v.Split == urlstate.SplitBrand {
		counted = v.WithBrand("")
	}
	frame.Caption = viewmodel.Subject(counted) + " · " + viewmodel.Adverb(v.Bucket()) + " · " + viewmodel.ZoneName(v)
	frame.TableID = "chart-mentions-table"
	for _, split := range urlstate.Splits() {
		name := strings.ToUpper(string(split[:1])) + string(split[1:])
		if split == urlstate.SplitNone {
			name = "Total"
		}
		next := v.WithSplit(split)
		frame.Segments = append(frame.Segments, component.Option{
			Name: name, Value: next.URL("/panels/mentions"), Href: next.URL("/"), Selected: split == v.Split,
		})
	}
}

// Trends is the file of the trends at v, split by dims.
func Trends(ctx context.Context, q *Queries, v urlstate.View, name string, dims ...social.Dimension) (Table, error) {
	rows, err := q.Reader.Trends(ctx, v.Filter(), v.Bucket(), dims)
	if err != nil {
		return Table{}, err
	}
	visual, err := q.Reader.Trends(ctx, v.Filter().VisualOnly(), v.Bucket(), dims)
	if err != nil {
		return Table{}, err
	}
	social.NoteVisual(rows, visual)
	if err := wait(ctx, covered(q)...); err != nil {
		return Table{}, err
	}
	if cover := coverage(q); cover.Known {
		cover.MarkListened(rows, v.Filter(), v.Bucket(), q.Now())
	}
	for i := range rows {
		if rows[i].Brand == "" {
			rows[i].Brand = v.Brand
		}
	}
	return Table{Name: name, View: v, Rows: export.TrendTable(v.Bucket(), rows)}, nil
}
