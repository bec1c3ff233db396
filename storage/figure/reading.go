package figure

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/sourceday"
)

// Terms returns the keywords and hashtags of the mentions f lets through; see
// Readings.
func (s *Reader) Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error) {
	return s.Readings(ctx, f, social.ReadTerms, limit)
}

// Readings returns the things of one kind that were read in most of the
// mentions f lets through, most first, equals by name. Previous is the count in
// the period of the same length that ends where f's begins; 0 when f's period is
// open at either end. The error has social.CodeInvalid for a kind that is none.
func (s *Reader) Readings(ctx context.Context, f social.Filter, of social.Reading, limit int) ([]social.TermCount, error) {
	info, ok := of.Info()
	if !ok {
		return nil, social.Errorf(social.CodeInvalid, "unknown reading %q", of)
	}
	f.Unmatched = false
	from, to := period(f)
	if !f.From.IsZero() && !f.To.IsZero() {
		f.From = from.Add(-to.Sub(from))
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return nil, err
	}
	counted, err := s.countedMonths(ctx, f, info, from)
	if err != nil {
		return nil, err
	}
	months, err := counted.table()
	if err != nil {
		return nil, err
	}
	dirty, err := database.DayTable("dirty", counted.dirty)
	if err != nil {
		return nil, err
	}
	matching, err := found.table()
	if err != nil {
		return nil, err
	}
	p := filterParams(f, found)
	p["since"] = database.CeilMicro(from)
	p["limit"] = uint64(max(0, limit))
	p["kind"] = string(of)
	p["raw_months"] = counted.raw
	counted.days.fill(p)
	parts := queries.Parts{Fold: f.FoldCopies, Months: len(counted.months) > 0, Ranked: !f.FoldCopies && counted.most(), Values: queries.ValuesOf(info), Search: found.condition}
	if parts.Ranked {
		if p["candidates"], err = s.candidates(ctx, p, parts, months, dirty, matching); err != nil {
			return nil, err
		}
	}
	text, err := queries.Readings.Text(parts)
	if err != nil {
		return nil, err
	}
	return database.CollectText(ctx, s.db, queries.Readings, text, p, func(r driver.Rows) (social.TermCount, error) {
		var (
			t      social.TermCount
			counts [6]int64
		)
		err := r.Scan(&t.Term, &counts[0], &counts[1], &counts[2], &counts[3], &counts[4], &counts[5])
		t.Mentions, t.Previous = counts[0], counts[1]
		t.Positive, t.Neutral, t.Negative, t.Unsure = counts[2], counts[3], counts[4], counts[5]
		return t, err
	}, months, dirty, matching)
}

// candidates are the values that queries/candidates.sql finds.
func (s *Reader) candidates(ctx context.Context, p database.Params, parts queries.Parts, tables ...*ext.Table) ([]string, error) {
	parts.Ranked = false
	text, err := queries.Candidates.Text(parts)
	if err != nil {
		return nil, err
	}
	found, err := database.CollectText(ctx, s.db, queries.Candidates, text, p, func(r driver.Rows) (term string, err error) {
		return term, r.Scan(&term)
	}, tables...)
	return database.List(found), err
}

// Outdated counts the stored posts whose analysis is by another version than
// this; see social.Analysis.
func (s *Reader) Outdated(ctx context.Context, version string) (social.Outdated, error) {
	return sourceday.Outdated(ctx, s.db, version)
}
