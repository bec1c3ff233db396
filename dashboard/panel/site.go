// Package panel holds the panels of the dashboard, one file each, and the loop
// that serves them: as part of a page, as a fragment, as a file and on the page
// of definitions. To add one, write a function that returns a Panel and name it
// in Pages.
package panel

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Reader answers the queries of panels. Each method is exact for the filter given.
type Reader interface {
	Figures(ctx context.Context, f social.Filter) (social.Figures, error)
	// Backlog counts the mentions that are listed and in no figure; see social.Post.
	Backlog(ctx context.Context, f social.Filter) (int64, error)
	Trends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error)
	Posts(ctx context.Context, f social.Filter, order social.PostOrder, limit int, after string) (social.PostPage, error)
	PostsWithPictures(ctx context.Context, f social.Filter, order social.PostOrder, limit int, after string) (social.PostPage, error)
	// PostsShowing are the first posts that have some different pictures to show.
	PostsShowing(ctx context.Context, f social.Filter, order social.PostOrder, scan, pictures int) ([]social.StoredPost, error)
	Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error)
	Readings(ctx context.Context, f social.Filter, of social.Reading, limit int) ([]social.TermCount, error)
	Facets(ctx context.Context, f social.Filter) (social.Facets, error)
	// Copies counts the near copies of each post that has any.
	Copies(ctx context.Context, keys []social.Key) (map[social.Key]social.Copies, error)
}

// Sources answers for the configured sources.
type Sources interface {
	// Health is the state of every configured source, in the order of the configuration.
	Health(ctx context.Context) ([]social.SourceHealth, error)
	// Listened is who listened since when, with the gaps from then until now.
	Listened(ctx context.Context, from time.Time) (social.Listened, error)
}

// Site is what panels are filled from.
type Site struct {
	Reader Reader
	// Sources is nil without a crawler.
	Sources Sources
	Brands  []social.Brand
	// Measured returns how good a reading was measured to be in a language; see
	// dashboard.Options. It may be nil.
	Measured func(of social.Reading, language string) string
	// Correctable reports that the sentiment of posts can be corrected.
	Correctable bool
	// Sample reports that the posts are generated.
	Sample bool
	// Outages tells which parts are out of order; it may be nil.
	Outages func() []social.Outage
	Now     func() time.Time
	Log     *slog.Logger
}

// SourceHealth is the state of the sources; none without a crawler.
func (s *Site) SourceHealth(ctx context.Context) ([]social.SourceHealth, error) {
	if s.Sources == nil {
		return nil, nil
	}
	return s.Sources.Health(ctx)
}

func (s *Site) outages() []social.Outage {
	if s.Outages == nil {
		return nil
	}
	return s.Outages()
}

// brandsInView is the brand in view, or every brand.
func (s *Site) brandsInView(v urlstate.View) []social.Brand {
	if v.Brand == "" {
		return s.Brands
	}
	return slices.DeleteFunc(slices.Clone(s.Brands), func(b social.Brand) bool { return b.Name != v.Brand })
}

// withoutBrandNames leaves out the terms that the brands in view are found by.
func (s *Site) withoutBrandNames(v urlstate.View, terms []social.TermCount) []social.TermCount {
	return viewmodel.WithoutBrandNames(terms, s.brandsInView(v))
}

// Marker marks what the brand in view, or every brand, and the reader's own
// query look for.
func (s *Site) Marker(v urlstate.View) viewmodel.Marker {
	queries := []*query.Query{v.Query}
	for _, b := range s.brandsInView(v) {
		queries = append(queries, b.Query)
	}
	return viewmodel.NewMarker(queries...)
}

// Judgement is how a post was judged, with a way to correct it where
// corrections are stored.
func (s *Site) Judgement(judged component.Sentiment, post social.Key) component.Sentiment {
	if !s.Correctable {
		return judged
	}
	return viewmodel.Correctable(judged, post)
}
