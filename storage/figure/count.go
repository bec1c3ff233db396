package figure

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// whole is the bucket that holds all times.
const whole social.Bucket = "whole"

// Figures returns the figures of all mentions that f lets through.
func (s *Reader) Figures(ctx context.Context, f social.Filter) (social.Figures, error) {
	trends, err := s.trends(ctx, f, whole, nil)
	if err != nil || len(trends) == 0 {
		return social.Figures{}, err
	}
	return trends[0].Figures, nil
}

// Trends returns the figures of the mentions that f lets through, one row for
// each bucket of time, cut in f's zone, and each value of the dimensions that has
// any, ordered by date, brand, platform and language. AllBrands counts the mentions of every
// brand in the same bucket and with the same other dimensions, whatever brand f
// asks for. A bucket at the edge of the period counts only what lies within.
func (s *Reader) Trends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error) {
	if _, err := social.ParseBucket(string(by)); err != nil {
		return nil, err
	}
	for _, d := range dims {
		if !slices.Contains(social.Dimensions(), d) {
			return nil, social.Errorf(social.CodeInvalid, "unknown dimension %q: brand, platform or language", d)
		}
	}
	return s.trends(ctx, f, by, dims)
}

// cell is what the share of voice is taken of: every brand in one bucket.
type cell struct {
	date               time.Time
	platform, language string
}

// trends counts. For the whole of time the only row is there even when the
// filter's brand has no mentions.
func (s *Reader) trends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error) {
	c, err := s.counting(ctx, f, by, dims)
	if err != nil {
		return nil, err
	}
	return s.count(ctx, c)
}

// counting is what is to be counted of what f lets through.
func (s *Reader) counting(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) (counting, error) {
	f.Unmatched = false
	found, err := s.match(ctx, f)
	if err != nil {
		return counting{}, err
	}
	dirty, err := s.dirtyDays(ctx)
	return counting{filter: f, by: by, dims: dims, authors: !f.WithoutAuthors, everyBrand: !f.WithoutAllBrands, found: found, dirty: dirty}, err
}

// dirtyDays returns the brand-days of which the rollups are out of date.
func (s *Reader) dirtyDays(ctx context.Context) ([]database.BrandDay, error) {
	days, err := database.Collect(ctx, s.db, queries.DirtyMarks, nil, func(r driver.Rows) (d database.BrandDay, err error) {
		var token uint64
		err = r.Scan(&d.Brand, &d.Day, &token)
		d.Day = database.Day(d.Day)
		return d, err
	})
	return slices.Compact(days), err
}

// counting is what queries/counts.sql is to count.
type counting struct {
	filter social.Filter
	by     social.Bucket
	dims   []social.Dimension
	// authors and everyBrand tell to fill in Figures.Authors and Figures.AllBrands.
	authors, everyBrand bool
	found               matching
	dirty               []database.BrandDay
}

// counted is a row of queries/counts.sql: the figures of the brand filtered
// by, and the mentions of every brand there.
type counted struct {
	social.Trend
	all int64
	// late: something was taken back, which distinct authors cannot be.
	late bool
	// waiting are the mentions that are backlog, where everything is read from mentions.
	waiting int64
}

func (s *Reader) count(ctx context.Context, c counting) ([]social.Trend, error) {
	cut, err := s.cut(ctx, c)
	if err != nil {
		return nil, err
	}
	raw := beyondRollups(c.filter)
	rows, err := s.counted(ctx, c, cut, raw, raw && c.filter.FoldCopies)
	if err != nil {
		return nil, err
	}
	if c.authors && slices.ContainsFunc(rows, func(r counted) bool { return r.late }) {
		if rows, err = s.counted(ctx, c, cut, true, true); err != nil {
			return nil, err
		}
	}
	all := make(map[cell]int64, len(rows))
	for _, r := range rows {
		all[cell{r.Date, r.Platform, r.Language}] += r.all
	}
	var trends []social.Trend
	for _, r := range rows {
		// Where only others are mentioned there is no figure but for the whole.
		if r.Mentions == 0 && (c.by != whole || len(c.dims) > 0) {
			continue
		}
		if c.everyBrand {
			r.AllBrands = all[cell{r.Date, r.Platform, r.Language}]
		}
		trends = append(trends, r.Trend)
	}
	if len(trends) == 0 && c.by == whole && len(c.dims) == 0 {
		trends = append(trends, social.Trend{Date: cut.date(0)})
	}
	return trends, nil
}

// cut is how c's period is parted.
func (s *Reader) cut(ctx context.Context, c counting) (cut, error) {
	filled, err := database.FilledSince(ctx, s.db, database.DayRollups)
	return newCut(c.filter, c.by, filled), err
}

// counted runs queries/counts.sql: raw reads everything from the mentions, sorted folds
// by putting all in order.
func (s *Reader) counted(ctx context.Context, c counting, cut cut, raw, sorted bool) ([]counted, error) {
	p := filterParams(c.filter, c.found)
	p["own"] = c.filter.Brand
	if c.everyBrand {
		p["brand"] = ""
	}
	cut.fill(p)
	p["by_brand"] = slices.Contains(c.dims, social.DimBrand)
	p["by_platform"] = slices.Contains(c.dims, social.DimPlatform)
	p["by_language"] = slices.Contains(c.dims, social.DimLanguage)
	p["raw"] = raw
	dirty, err := database.DayTable("dirty", c.dirty)
	if err != nil {
		return nil, err
	}
	matching, err := c.found.table()
	if err != nil {
		return nil, err
	}
	fold := c.filter.FoldCopies
	text, err := queries.Counts.Text(queries.Parts{
		Fold: fold && !sorted, Sort: fold && sorted, Authors: c.authors, Search: c.found.condition,
		Others: !raw && c.everyBrand && c.filter.Brand != "", Hours: !raw && cut.needsHours(),
		Which: queries.WhichOf(cut.mentions(raw, c.dirty)), Step: queries.StepOf(c.by), Clock: queries.ClockOf(inUTC(cut.stretches)),
	})
	if err != nil {
		return nil, err
	}
	return database.CollectText(ctx, s.db, queries.Counts, text, p, cut.scan, dirty, matching)
}
