package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// Terms returns the keywords and hashtags of the mentions f lets through; see
// Readings.
func (s *Store) Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error) {
	return s.Readings(ctx, f, social.ReadTerms, limit)
}

// Readings returns the things of one kind that were read in most of the
// mentions f lets through, most first, equals by name. Previous is the count in
// the period of the same length that ends where f's begins; 0 when f's period is
// open at either end. The error has social.CodeInvalid for a kind that is none.
func (s *Store) Readings(ctx context.Context, f social.Filter, of social.Reading, limit int) ([]social.TermCount, error) {
	info, ok := of.Info()
	if !ok {
		return nil, social.Errorf(social.CodeInvalid, "unknown reading %q", of)
	}
	f.Unmatched = false
	from, to := period(f)
	if !f.From.IsZero() && !f.To.IsZero() {
		f.From = from.Add(-to.Sub(from))
	}
	matching, err := s.match(ctx, f)
	if err != nil {
		return nil, err
	}
	table, err := matchingTable(matching)
	if err != nil {
		return nil, err
	}
	p := filterParams(f)
	p["since"] = ceilMicro(from)
	p["limit"] = uint64(max(0, limit))
	text, err := load("readings", p)
	if err != nil {
		return nil, err
	}
	text = strings.ReplaceAll(text, valuesMark, valuesOf(info))
	return collectText(ctx, s, "readings", text, p, func(r driver.Rows) (social.TermCount, error) {
		var (
			t      social.TermCount
			counts [5]uint64
		)
		err := r.Scan(&t.Term, &counts[0], &counts[1], &counts[2], &counts[3], &counts[4])
		t.Mentions, t.Previous = int64(counts[0]), int64(counts[1])
		t.Positive, t.Neutral, t.Negative = int64(counts[2]), int64(counts[3]), int64(counts[4])
		return t, err
	}, table)
}

// readingsMark stands in query/filter.sql for the conditions on readings.
const readingsMark = "/*readings*/"

// readingConditions let a mention through by what was read in its post, for the
// parameters any_ and every_ with the name of each reading; see filterParams.
func readingConditions() string {
	var b strings.Builder
	for _, info := range social.Readings() {
		values := info.Column
		switch info.Shape {
		case social.One:
			values = "[toString(" + info.Column + ")]"
		case social.Judged:
			values = info.Column + ".term"
		}
		for _, c := range []struct{ prefix, has string }{{"any_", "hasAny"}, {"every_", "hasAll"}} {
			given := "{" + c.prefix + string(info.Reading) + ":Array(String)}"
			fmt.Fprintf(&b, "AND (empty(%s) OR %s(%s, %s))\n    ", given, c.has, values, given)
		}
	}
	return strings.TrimSpace(b.String())
}

// valuesMark stands in query/readings.sql for the values of a mention; see valuesOf.
const valuesMark = "/*values*/"

// valuesOf is the expression for what a mention holds of a reading, as pairs of
// a value and the label it counts by.
func valuesOf(info social.ReadingInfo) string {
	column := info.Column
	switch info.Shape {
	case social.One:
		return "if(" + column + " = '', [], [(toString(" + column + "), toString(label))])"
	case social.Judged:
		return "arrayMap((v, l) -> (toString(v), toString(l)), " + column + ".term, " + column + ".label)"
	default:
		return "arrayMap(v -> (toString(v), toString(label)), " + column + ")"
	}
}
