package panel

import (
	"context"
	"slices"
	"strconv"
	"time"

	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	// fetchedTerms is how many terms are queried: more than are shown, as the brands' own are left out.
	fetchedTerms = 40
	// exportedTerms bounds a ranking in a file.
	exportedTerms = 1000
)

// Figures are the figures of what is in view.
func Figures(q *Queries) *Pending[social.Figures] { return figuresUnder(q, "figures", q.View.Filter()) }

// figuresBefore are the figures of the period before, as a view names it.
func figuresBefore(q *Queries) *Pending[social.Figures] {
	return figuresUnder(q, "figures before", q.View.Previous().Filter())
}

// Backlog is how many mentions in view are listed and in no figure.
func Backlog(q *Queries) *Pending[int64] {
	return Ask(q, "backlog", func(ctx context.Context) (int64, error) { return q.Reader.Backlog(ctx, q.View.Filter()) })
}

// figuresOfLengthBefore are the figures of the time that TermCount.Previous
// counts: the same length, just before.
func figuresOfLengthBefore(q *Queries) *Pending[social.Figures] {
	f := q.View.Filter()
	f.From, f.To = f.From.Add(-f.To.Sub(f.From)), f.From
	f.WithoutAuthors = true
	return figuresUnder(q, "figures of the length before", f)
}

func figuresUnder(q *Queries, name string, f social.Filter) *Pending[social.Figures] {
	return Ask(q, name, func(ctx context.Context) (social.Figures, error) { return q.Reader.Figures(ctx, f) })
}

// byBrand are the trends of every brand, whichever is in view, split by brand
// and platform, without their authors.
func byBrand(q *Queries) *Pending[[]social.Trend] { return everyBrand(q, "brands", q.View) }

func byBrandBefore(q *Queries) *Pending[[]social.Trend] {
	return everyBrand(q, "brands before", q.View.Previous())
}

func everyBrand(q *Queries, name string, v urlstate.View) *Pending[[]social.Trend] {
	f := v.WithBrand("").Filter()
	f.WithoutAuthors = true
	return Ask(q, name, func(ctx context.Context) ([]social.Trend, error) {
		return q.Reader.Trends(ctx, f, q.View.Bucket(), []social.Dimension{social.DimBrand, social.DimPlatform})
	})
}

// byPlatform are the trends in view, split by platform. They are asked for even where
// one brand is in view, which is among every brand: authors are what costs, and these
// alone need them.
func byPlatform(q *Queries) *Pending[[]social.Trend] {
	return Ask(q, "platforms", func(ctx context.Context) ([]social.Trend, error) {
		return ownPlatforms(ctx, q, q.View.Filter())
	})
}

// byPlatformBefore are those of the period before, without their authors.
func byPlatformBefore(q *Queries) *Pending[[]social.Trend] {
	brands := byBrandBefore(q)
	return Ask(q, "platforms before", func(ctx context.Context) ([]social.Trend, error) {
		f := q.View.Previous().Filter()
		if f.WithoutAuthors = true; f.Brand == "" {
			return ownPlatforms(ctx, q, f)
		}
		if err := wait(ctx, brands); err != nil {
			return nil, err
		}
		return slices.DeleteFunc(slices.Clone(brands.Value()), func(t social.Trend) bool { return t.Brand != f.Brand }), nil
	})
}

func ownPlatforms(ctx context.Context, q *Queries, f social.Filter) ([]social.Trend, error) {
	f.WithoutAllBrands = true // byBrand tells it where it is shown
	rows, err := q.Reader.Trends(ctx, f, q.View.Bucket(), []social.Dimension{social.DimPlatform})
	if err != nil {
		return nil, err
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Brand = f.Brand
	}
	return rows, nil
}

// topTerms are the terms in most mentions, the brands' own names among them.
func topTerms(q *Queries, limit int) *Pending[[]social.TermCount] {
	return Ask(q, "terms "+strconv.Itoa(limit), func(ctx context.Context) ([]social.TermCount, error) {
		return q.Reader.Terms(ctx, q.View.Filter(), limit)
	})
}

// Health is the state of the sources.
func Health(q *Queries) *Pending[[]social.SourceHealth] { return Ask(q, "sources", q.SourceHealth) }

// listened is who listened in the period and the one before; nobody without a
// crawler.
func listened(q *Queries) *Pending[social.Listened] {
	return Ask(q, "listened", func(ctx context.Context) (social.Listened, error) {
		if q.Sources == nil {
			return social.Listened{}, nil
		}
		all, err := q.Sources.Listened(ctx, q.View.Previous().From)
		if q.Sample {
			// All of the sample's story is there, whoever begins to read it when.
			for i := range all.Sources {
				all.Sources[i] = social.Listening{Source: all.Sources[i].Source, Platform: all.Sources[i].Platform, Since: time.Unix(0, 0).UTC()}
			}
		}
		return all, err
	})
}

// covered are the queries that coverage needs.
func covered(q *Queries) []Query { return []Query{Health(q), listened(q)} }

// coverage is since when and how well the sources were listened to; the queries of
// covered have been answered.
func coverage(q *Queries) viewmodel.Coverage {
	return viewmodel.Coverage{Health: Health(q).Value(), Listened: listened(q).Value(), Known: q.Sources != nil}
}

// Hearing is hearing for a page that does not wait for long; the zero one where it is
// not known in time.
func Hearing(patience context.Context, q *Queries) viewmodel.Hearing {
	if wait(patience, covered(q)...) != nil {
		return viewmodel.Hearing{}
	}
	return hearing(q)
}

// hearing is how the period and the one before were listened to.
func hearing(q *Queries) viewmodel.Hearing { return viewmodel.Hear(q.View, coverage(q)) }

// Facets are the values the filters offer: those under the brand, period and
// query, whatever else is chosen.
func Facets(q *Queries) *Pending[social.Facets] {
	f := q.View.WithPlatforms().WithLanguages().WithLabels().WithDateFrom().WithoutReadings().WithNoise().Filter()
	return Ask(q, "facets", func(ctx context.Context) (social.Facets, error) { return q.Reader.Facets(ctx, f) })
}
