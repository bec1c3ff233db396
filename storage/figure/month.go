package figure

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"

	"earshot/internal/social"
	"earshot/storage/database"
)

// countedMonths are the brand-months whose readings come from the rollup.
type countedMonths struct {
	months []database.ReadingSpan
	// raw are the months, as toYYYYMM names them, of which something is to be read from
	// mentions.
	raw []uint32
	// days are those that are counted by day where their months are not, but for dirty.
	days  countedDays
	dirty []database.BrandDay
	// others is of how many brand-months something is to be read from there.
	others int
}

// countedDays are the days, from first to before end, whose readings come from the rollup;
// parted is one among them that does not.
type countedDays struct{ first, end, parted time.Time }

// fill gives queries/readings.sql its values.
func (c countedDays) fill(p database.Params) {
	p["first_day"], p["end_day"], p["parted_day"] = database.Date(c.first), database.Date(c.end), database.Date(c.parted)
}

// countedDays returns those that lie in f's period as a whole, of which filled is the first,
// and on one side of since.
func countedDaysOf(f social.Filter, since, filled time.Time) countedDays {
	var c countedDays
	from, to := period(f)
	c.first, c.end = wholeOf(oneDay, from, to)
	c.first = database.Later(c.first, filled)
	c.end = database.Later(c.end, c.first)
	// Where since is the beginning of a day, none is parted: no mention is of 1970.
	if c.parted = time.Unix(0, 0).UTC(); !database.DayOf(since).Equal(since.UTC()) {
		c.parted = database.DayOf(since)
	}
	return c
}

// most tells whether hardly anything is to be read from mentions.
func (c countedMonths) most() bool { return len(c.months) > 3*c.others }

// countedMonths returns the months of f's brands that lie in f's period as a whole, and
// on one side of since, whose readings were counted and whose mentions have not changed
// since then; none where f filters by what they are not split by. That a day is dirty is
// looked up first: what becomes dirty later is of after the question.
func (s *Reader) countedMonths(ctx context.Context, f social.Filter, info social.ReadingInfo, since time.Time) (countedMonths, error) {
	judgedApart := info.Shape == social.Judged && len(f.Labels) > 0
	if beyondRollups(f) || judgedApart || len(f.Platforms)+len(f.Languages)+len(f.DateFrom) > 0 {
		return countedMonths{raw: []uint32{0}, days: countedDaysOf(f, since, database.EndTime)}, nil
	}
	dirty, err := s.dirtyDays(ctx)
	if err != nil {
		return countedMonths{}, err
	}
	filled, err := database.FilledSince(ctx, s.db, database.DayRollups)
	if err != nil {
		return countedMonths{}, err
	}
	spans, err := database.ReadingSpans(ctx, s.db)
	if err != nil {
		return countedMonths{}, err
	}
	changed := make(map[database.BrandDay]bool, len(dirty))
	for _, d := range dirty {
		changed[database.MonthOf(d)] = true
	}
	// No month is 0; an empty list would be one constant too many for the engine (26.7.2).
	c := countedMonths{raw: []uint32{0}, dirty: dirty, days: countedDaysOf(f, since, filled)}
	stale := map[time.Time]bool{}
	from, to := period(f)
	for _, span := range spans {
		end := span.Month.AddDate(0, 1, 0)
		switch {
		case f.Brand != "" && span.Brand != f.Brand, !span.Month.Before(to), !end.After(from):
		case span.Version == 0, changed[database.BrandDay{Brand: span.Brand, Day: span.Month}],
			span.Month.Before(from), end.After(to), span.Month.Before(since) && end.After(since):
			stale[span.Month] = true
			c.others++
		default:
			c.months = append(c.months, span)
		}
	}
	for d := range changed {
		if f.Brand == "" || d.Brand == f.Brand {
			stale[d.Day] = true
		}
	}
	for month := range stale {
		c.raw = append(c.raw, uint32(month.Year()*100+int(month.Month())))
	}
	slices.Sort(c.raw)
	return c, nil
}

// table makes the external table that queries/readings.sql looks the months up in.
func (c countedMonths) table() (*ext.Table, error) {
	t, err := ext.NewTable("months", ext.Column("brand", "String"), ext.Column("month", column.Type("Date")), ext.Column("slot", "UInt8"), ext.Column("version", "UInt64"))
	if err != nil {
		return nil, fmt.Errorf("storage: month table: %w", err)
	}
	for _, m := range c.months {
		if err := t.Append(m.Brand, m.Month, m.Slot, m.Version); err != nil {
			return nil, fmt.Errorf("storage: month table: %w", err)
		}
	}
	return t, nil
}
