package storage

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// whole is the bucket that holds all times.
const whole social.Bucket = "whole"

// Figures returns the figures of all mentions that f lets through.
func (s *Store) Figures(ctx context.Context, f social.Filter) (social.Figures, error) {
	trends, err := s.trends(ctx, f, whole, nil)
	if err != nil || len(trends) == 0 {
		return social.Figures{}, err
	}
	return trends[0].Figures, nil
}

// Trends returns the figures of the mentions that f lets through, one row for
// each bucket of time and each value of the dimensions that has any, ordered by
// date, brand, platform and language. AllBrands counts the mentions of every
// brand in the same bucket and with the same other dimensions, whatever brand f
// asks for. A bucket at the edge of the period counts only what lies within.
func (s *Store) Trends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error) {
	if _, err := social.ParseBucket(string(by)); err != nil {
		return nil, err
	}
	for _, d := range dims {
		if !slices.Contains(social.Dimensions(), d) {
			return nil, social.Errorf(social.CodeInvalid, "unknown dimension %q: brand, platform or language", d)
		}
	}
	trends, err := s.trends(ctx, f, by, dims)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(trends, func(t social.Trend) bool { return t.Mentions == 0 }), nil
}

// cell is what the share of voice is taken of: every brand in one bucket.
type cell struct {
	date               time.Time
	platform, language string
}

// trends counts and adds the whole of every cell. For the whole of time the
// only row is there even when the filter's brand has no mentions.
func (s *Store) trends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error) {
	f.Unmatched = false
	matching, err := s.match(ctx, f)
	if err != nil {
		return nil, err
	}
	dirty, err := s.dirtyDays(ctx)
	if err != nil {
		return nil, err
	}
	c := counting{filter: f, by: by, dims: dims, authors: true, matching: matching, dirty: dirty}
	rows, err := s.count(ctx, c)
	if err != nil {
		return nil, err
	}
	of := rows
	if f.Brand != "" {
		c.filter.Brand, c.authors = "", false
		c.dims = slices.DeleteFunc(slices.Clone(dims), func(d social.Dimension) bool { return d == social.DimBrand })
		if of, err = s.count(ctx, c); err != nil {
			return nil, err
		}
	}
	all := make(map[cell]int64, len(of))
	for _, r := range of {
		all[cell{r.Date, r.Platform, r.Language}] += r.Mentions
	}
	if by == whole && len(dims) == 0 && len(rows) == 0 {
		rows = append(rows, social.Trend{Date: time.Unix(0, 0).UTC()})
	}
	for i := range rows {
		r := &rows[i]
		r.AllBrands = all[cell{r.Date, r.Platform, r.Language}]
	}
	return rows, nil
}

// counting is one question to query/counts.sql.
type counting struct {
	filter   social.Filter
	by       social.Bucket
	dims     []social.Dimension
	authors  bool
	matching []social.Key
	dirty    []brandDay
}

func (s *Store) count(ctx context.Context, c counting) ([]social.Trend, error) {
	p := filterParams(c.filter)
	first, end := wholeDays(period(c.filter))
	p["first_whole"], p["end_whole"] = date(first), date(end)
	p["by"] = string(c.by)
	p["authors"] = c.authors
	p["by_brand"] = slices.Contains(c.dims, social.DimBrand)
	p["by_platform"] = slices.Contains(c.dims, social.DimPlatform)
	p["by_language"] = slices.Contains(c.dims, social.DimLanguage)
	p["raw"] = beyondRollups(c.filter)
	p["rollup"] = "trend_days"
	if c.by == social.ByHour {
		p["rollup"] = "trend_hours"
	}
	dirty, err := dayTable("dirty", c.dirty)
	if err != nil {
		return nil, err
	}
	matching, err := matchingTable(c.matching)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s, "counts", p, scanTrend, dirty, matching)
}

func scanTrend(r driver.Rows) (social.Trend, error) {
	var (
		t                                     social.Trend
		mentions, positive, neutral, negative uint64
		engagement                            int64
		known, authors                        uint64
	)
	err := r.Scan(&t.Date, &t.Brand, &t.Platform, &t.Language, &mentions, &positive, &neutral, &negative, &engagement, &known, &authors)
	t.Date = t.Date.UTC()
	t.Mentions, t.Positive, t.Neutral, t.Negative = int64(mentions), int64(positive), int64(neutral), int64(negative)
	t.Authors = int64(authors)
	if known > 0 {
		t.Engagement = &engagement
	}
	return t, err
}
