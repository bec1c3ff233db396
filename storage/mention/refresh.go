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
// changed, and returns how many these were. Queries are exact before
// and during a refresh too, as they then read the mentions; a refresh makes them
// fast. One process at a time is to call it.
func (s *Writer) RefreshTrends(ctx context.Context) (days int, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if err := s.rewriteOutdated(ctx); err != nil {
		return 0, err
	}
	if err := s.rebuildSearchKeys(ctx); err != nil {
		return 0, err
	}
	marks, err := s.marks(ctx)
	if err != nil {
		return 0, err
	}
	for len(marks) > 0 {
		n := refreshable(marks)
		dirty := distinct(marks[:n])
		for _, rollup := range []string{"trend_hours", "trend_days"} {
			table, err := database.DayTable("days", dirty)
			if err != nil {
				return days, err
			}
			if err := s.db.Exec(ctx, queries.RefreshTrends, database.Params{"rollup": rollup}, table); err != nil {
				return days, err
			}
		}
		if err := s.clearMarks(ctx, marks[:n]); err != nil {
			return days, err
		}
		days += len(dirty)
		marks = marks[n:]
	}
	return days, s.refreshSourceDays(ctx)
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
