package mention

import (
	"context"
	"time"

	"earshot/storage/sourceday"
)

// restShare is how many times as long as counting many days took they are left alone,
// for restMost at most: where all of them change all the time, as while posts are
// analysed again, they are not counted all the time.
const (
	restShare = 10
	restMost  = time.Minute
	manyDays  = 32
)

// refreshSourceDays counts what sources found of the days in which something changed.
// RefreshTrends alone calls it.
func (s *Writer) refreshSourceDays(ctx context.Context, t *turn) error {
	began := time.Now()
	if began.Before(s.sourceDaysRest) {
		return nil
	}
	days, err := sourceday.Refresh(ctx, s.db, t.held)
	if days > manyDays {
		s.sourceDaysRest = time.Now().Add(min(restMost, restShare*time.Since(began)))
	}
	return err
}
