package mention

import (
	"context"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// refreshChunk is how many brand-days are recomputed in one statement, which
// bounds what it holds in memory.
const refreshChunk = 256

// RefreshTrends recomputes the rollups of every brand-day whose mentions have
// changed, and returns how many these were, and those of the readings of some months that
// rest. Queries are exact before
// and during a refresh too, as they then read the mentions; a refresh makes them
// fast. One process at a time is to call it.
func (s *Writer) RefreshTrends(ctx context.Context) (days int, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if err := s.rewriteOutdated(ctx); err != nil {
		return 0, err
	}
	marks, err := s.marks(ctx)
	if err != nil {
		return 0, err
	}
	touched := map[database.BrandDay]bool{}
	for _, m := range marks {
		touched[database.MonthOf(m.BrandDay)] = true
	}
	for len(marks) > 0 {
		n := refreshable(marks)
		dirty := distinct(marks[:n])
		if err := s.recompute(ctx, dirty); err != nil {
			return days, err
		}
		if err := s.clearMarks(ctx, marks[:n]); err != nil {
			return days, err
		}
		days += len(dirty)
		marks = marks[n:]
	}
	if err := s.countMonths(ctx, touched); err != nil {
		return days, err
	}
	if err := s.refreshSourceDays(ctx); err != nil {
		return days, err
	}
	// Last, as it takes longest in a store of an earlier release, and nothing waits for it.
	return days, s.rebuildSearchKeys(ctx)
}

// recompute counts the mentions of some brand-days again.
func (s *Writer) recompute(ctx context.Context, days []database.BrandDay) error {
	for _, rollup := range []queries.Name{queries.RefreshHours, queries.RefreshDays} {
		table, err := database.DayTable("days", days)
		if err != nil {
			return err
		}
		if err := s.db.Exec(ctx, rollup, nil, table); err != nil {
			return err
		}
	}
	return s.outdateMonths(ctx, days)
}

// refreshable returns how many of the ordered marks make up refreshChunk brand-days;
// it never parts two marks of one.
func refreshable(marks []mark) int {
	days := 0
	for i, m := range marks {
		if i > 0 && m.BrandDay == marks[i-1].BrandDay {
			continue
		}
		if days++; days > refreshChunk {
			return i
		}
	}
	return len(marks)
}
