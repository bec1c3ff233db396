package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// shares is the share of voice.
func shares() Panel {
	return Panel{
		Name: "shares", Title: "Share of voice", Span: 4,
		Definitions: []viewmodel.Definition{viewmodel.Define("share_of_voice")},
		Frame: func(v urlstate.View, frame *component.Panel) {
			frame.Caption = "Out of the mentions of all brands · change against " + viewmodel.Before(v)
		},
		Asks: func(q *Queries) []Query { return append(covered(q), byBrand(q), byBrandBefore(q)) },
		View: func(q *Queries) templ.Component {
			return component.Shares(viewmodel.Shares(q.View, q.Brands, byBrand(q).Value(), byBrandBefore(q).Value(), hearing(q)), hearing(q).RankNote())
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			dims := []social.Dimension{social.DimBrand}
			all := q.View.WithBrand("")
			now, err := q.Reader.Trends(ctx, all.Filter(), all.Bucket(), dims)
			if err != nil {
				return Table{}, err
			}
			before, err := q.Reader.Trends(ctx, all.Previous().Filter(), all.Bucket(), dims)
			if err != nil {
				return Table{}, err
			}
			if err := wait(ctx, covered(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: "share-of-voice", View: all, Rows: viewmodel.ShareTable(q.Brands, now, before, hearing(q))}, nil
		},
	}
}
