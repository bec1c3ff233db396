package figure

import (
	"context"
	"time"

	"earshot/internal/social"
)

// partSteps are how many buckets of trends are counted at a time where all are gone
// through: a week of hours, else some months.
func partSteps(by social.Bucket) int {
	switch by {
	case social.ByHour:
		return 7 * 24
	case social.ByDay:
		return 92
	default:
		return 13
	}
}

// EachTrends hands the rows of Trends to do in their order, those of a few buckets at a
// time, so that what is held does not grow with the period: of the buckets from one time
// to before another, which may have none. Where f does not say, it begins with the first
// mention stored, and ends with the last one or at end, whichever is later. Near copies
// are folded over the whole of the period, so it is then counted at once. Visual-only mentions
// are counted beside.
func (s *Reader) EachTrends(ctx context.Context, f social.Filter, by social.Bucket, dims []social.Dimension, end time.Time, do func(from, to time.Time, rows []social.Trend) error) error {
	first, last, err := s.Between(ctx)
	if err != nil {
		return err
	}
	if !f.From.IsZero() {
		first = f.From
	}
	if last.After(end) {
		end = last
	}
	if !f.To.IsZero() {
		end = f.To
	}
	zone := f.Zone
	if zone == nil {
		zone = time.UTC
	}
	for from := first.In(zone); !first.IsZero() && from.Before(end); {
		to := from
		for range partSteps(by) {
			to = by.Next(by.Start(to))
		}
		if f.FoldCopies || to.After(end) {
			to = end
		}
		part := f
		part.From, part.To = from, to
		rows, err := s.Trends(ctx, part, by, dims)
		if err != nil {
			return err
		}
		visual, err := s.Trends(ctx, part.VisualOnly(), by, dims)
		if err != nil {
			return err
		}
		social.NoteVisual(rows, visual)
		if err := do(from, to, rows); err != nil {
			return err
		}
		from = to.In(zone)
	}
	return nil
}
