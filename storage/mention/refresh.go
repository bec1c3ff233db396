package mention

import (
	"context"
	"time"

	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/sourceday"
)

// refreshChunk is how many brand-days are recomputed in one statement, which
// bounds what it holds in memory.
const refreshChunk = 256

// RefreshTrends recomputes the rollups of every brand-day whose mentions have
// changed, and returns how many these were, and those of the readings of some months that
// rest. Queries are exact before and during a refresh too, as they then read the mentions;
// a refresh makes them fast. While another process is at it nothing is done.
func (s *Writer) RefreshTrends(ctx context.Context) (days int, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if err := s.rewriteOutdated(ctx); err != nil {
		return 0, err
	}
	if due, err := s.refreshDue(ctx); err != nil || !due {
		return 0, err
	}
	_, err = s.inTurn(ctx, func(ctx context.Context, t *turn) (err error) {
		days, err = s.refresh(ctx, t)
		return err
	})
	return days, err
}

// refreshDue tells whether there is anything to refresh.
func (s *Writer) refreshDue(ctx context.Context) (bool, error) {
	if !s.indexed {
		return true, nil
	}
	marks, err := s.marks(ctx)
	if err != nil || len(marks) > 0 {
		return len(marks) > 0, err
	}
	if time.Now().After(s.sourceDaysRest) {
		if due, err := sourceday.Marked(ctx, s.db); err != nil || due {
			return due, err
		}
	}
	if filled, err := database.FilledSince(ctx, s.db, database.DayRollups); err != nil || filled.After(database.FirstTime) {
		return err == nil, err
	}
	months, err := s.restingMonths(ctx, nil)
	return len(months) > 0, err
}

// refresh is RefreshTrends in a turn.
func (s *Writer) refresh(ctx context.Context, t *turn) (days int, err error) {
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
		if err := t.held(); err != nil {
			return days, err
		}
		if err := s.clearMarks(ctx, marks[:n]); err != nil {
			return days, err
		}
		days += len(dirty)
		marks = marks[n:]
	}
	if err := s.countMonths(ctx, t, touched); err != nil {
		return days, err
	}
	filled, err := s.fillDays(ctx, t)
	if days += filled; err != nil {
		return days, err
	}
	if err := s.refreshSourceDays(ctx, t); err != nil {
		return days, err
	}
	// Last, as it takes longest in a store of an earlier release, and nothing waits for it.
	return days, s.rebuildSearchKeys(ctx)
}

// recompute counts the mentions of some brand-days again.
func (s *Writer) recompute(ctx context.Context, days []database.BrandDay) error {
	if err := s.countDays(ctx, days); err != nil {
		return err
	}
	return s.outdateMonths(ctx, days)
}

// countDays puts counts of some brand-days into the rollups by day.
func (s *Writer) countDays(ctx context.Context, days []database.BrandDay) error {
	for _, rollup := range []queries.Name{queries.RefreshDays, queries.RefreshReadings} {
		table, err := database.DayTable("days", days)
		if err != nil {
			return err
		}
		if err := s.db.Exec(ctx, rollup, nil, table); err != nil {
			return err
		}
	}
	return nil
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
