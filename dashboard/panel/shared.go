package panel

import (
	"context"
	"slices"
	"strconv"

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

// figuresOfLengthBefore are the figures of the time that TermCount.Previous
// counts: the same length, just before.
func figuresOfLengthBefore(q *Queries) *Pending[social.Figures] {
	f := q.View.Filter()
	f.From, f.To = f.From.Add(-f.To.Sub(f.From)), f.From
	return figuresUnder(q, "figures of the length before", f)
}

func figuresUnder(q *Queries, name string, f social.Filter) *Pending[social.Figures] {
	return Ask(q, name, func(ctx context.Context) (social.Figures, error) { return q.Reader.Figures(ctx, f) })
}

// byBrand are the trends of every brand, whichever is in view, split by brand
// and platform.
func byBrand(q *Queries) *Pending[[]social.Trend] { return everyBrand(q, "brands", q.View) }

func byBrandBefore(q *Queries) *Pending[[]social.Trend] {
	return everyBrand(q, "brands before", q.View.Previous())
}

func everyBrand(q *Queries, name string, v urlstate.View) *Pending[[]social.Trend] {
	f := v.WithBrand("").Filter()
	return Ask(q, name, func(ctx context.Context) ([]social.Trend, error) {
		return q.Reader.Trends(ctx, f, q.View.Bucket(), []social.Dimension{social.DimBrand, social.DimPlatform})
	})
}

// byPlatform are the trends in view, split by platform.
func byPlatform(q *Queries) *Pending[[]social.Trend] {
	return ownPlatforms(q, "platforms", q.View, byBrand(q))
}

func byPlatformBefore(q *Queries) *Pending[[]social.Trend] {
	return ownPlatforms(q, "platforms before", q.View.Previous(), byBrandBefore(q))
}

// ownPlatforms are the trends at v split by platform. Those of one brand are
// among those of every brand and are not counted again. Those of all brands
// together are: the author of posts about two brands is one author.
func ownPlatforms(q *Queries, name string, v urlstate.View, brands *Pending[[]social.Trend]) *Pending[[]social.Trend] {
	return Ask(q, name, func(ctx context.Context) ([]social.Trend, error) {
		if v.Brand == "" {
			return q.Reader.Trends(ctx, v.Filter(), q.View.Bucket(), []social.Dimension{social.DimPlatform})
		}
		if err := wait(ctx, brands); err != nil {
			return nil, err
		}
		return slices.DeleteFunc(slices.Clone(brands.Value()), func(t social.Trend) bool { return t.Brand != v.Brand }), nil
	})
}

// topTerms are the terms in most mentions, the brands' own names among them.
func topTerms(q *Queries, limit int) *Pending[[]social.TermCount] {
	return Ask(q, "terms "+strconv.Itoa(limit), func(ctx context.Context) ([]social.TermCount, error) {
		return q.Reader.Terms(ctx, q.View.Filter(), limit)
	})
}

// Health is the state of the sources.
func Health(q *Queries) *Pending[[]social.SourceHealth] { return Ask(q, "sources", q.SourceHealth) }

// gaps are the times in which sources were not read; none without a crawler.
func gaps(q *Queries) *Pending[[]social.Gap] {
	return Ask(q, "gaps", func(ctx context.Context) ([]social.Gap, error) {
		if q.Sources == nil {
			return nil, nil
		}
		return q.Sources.Gaps(ctx, q.View.From)
	})
}

// coverage is how well the sources were read; Health and gaps have been answered.
func coverage(q *Queries) viewmodel.Coverage {
	return viewmodel.Coverage{Health: Health(q).Value(), Gaps: gaps(q).Value()}
}

// Facets are the values the filters offer: those under the brand, period and
// query, whatever else is chosen.
func Facets(q *Queries) *Pending[social.Facets] {
	f := q.View.WithPlatforms().WithLanguages().WithLabels().WithoutReadings().WithNoise().Filter()
	return Ask(q, "facets", func(ctx context.Context) (social.Facets, error) { return q.Reader.Facets(ctx, f) })
}
