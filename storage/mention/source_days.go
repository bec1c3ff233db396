package mention

import (
	"context"
	"time"

	"earshot/storage/sourceday"
)

// restShare is how many times as long as counting days took they are left alone:
// where all of them change all the time, as while posts are analysed again, they
// are not counted all the time.
const restShare = 10

// refreshSourceDays counts what sources found of the days in which something changed.
// RefreshTrends alone calls it.
func (s *Writer) refreshSourceDays(ctx context.Context) error {
	began := time.Now()
	if began.Before(s.sourceDaysRest) {
		return nil
	}
	days, err := sourceday.Refresh(ctx, s.db)
	if days > 1 {
		s.sourceDaysRest = time.Now().Add(restShare * time.Since(began))
	}
	return err
}
