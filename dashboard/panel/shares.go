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
		Definitions: []viewmodel.Definition{viewmodel.Define("share_of_voice"), viewmodel.Define("share_in_pictures")},
		Frame: func(v urlstate.View, frame *component.Panel) {
			frame.Caption = "Out of the mentions of all brands · change against " + viewmodel.Before(v)
		},
		Asks: func(q *Queries) []Query { return append(covered(q), byBrand(q), byBrandBefore(q), picturedByBrand(q)) },
		View: func(q *Queries) templ.Component {
			of := viewmodel.Voices{Now: byBrand(q).Value(), Before: byBrandBefore(q).Value(), Pictured: picturedByBrand(q).Value()}
			return component.Shares(viewmodel.Shares(q.View, q.Brands, of, hearing(q)), viewmodel.SharesNote(of, hearing(q)))
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			dims := []social.Dimension{social.DimBrand}
			all := q.View.WithBrand("")
			var of viewmodel.Voices
			for _, part := range []struct {
				rows *[]social.Trend
				f    social.Filter
			}{{&of.Now, all.Filter()}, {&of.Before, all.Previous().Filter()}, {&of.Pictured, all.Filter().InPictures()}} {
				rows, err := q.Reader.Trends(ctx, part.f, all.Bucket(), dims)
				if err != nil {
					return Table{}, err
				}
				*part.rows = rows
			}
			if err := wait(ctx, covered(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: "share-of-voice", View: all, Rows: viewmodel.ShareTable(q.Brands, of, hearing(q))}, nil
		},
	}
}

// picturedByBrand are the trends of every brand of the mentions in which a picture shows it.
func picturedByBrand(q *Queries) *Pending[[]social.Trend] {
	f := q.View.WithBrand("").Filter().InPictures()
	return Ask(q, "brands in pictures", func(ctx context.Context) ([]social.Trend, error) {
		return q.Reader.Trends(ctx, f, q.View.Bucket(), []social.Dimension{social.DimBrand})
	})
}
