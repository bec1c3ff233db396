package social

import "time"

// Stretch is a time in which the clocks of a zone are not changed.
type Stretch struct {
	// From and To bound it, half-open; zero where there is no change before or after.
	From, To time.Time
	// Offset is how many seconds the clocks are ahead of UTC.
	Offset int
}

// StretchOf is the stretch of t's zone that holds t. A zone that gets another name, or
// calls the same offset summer time, goes on.
func StretchOf(t time.Time) Stretch {
	_, offset := t.Zone()
	s := Stretch{Offset: offset}
	for s.From, _ = t.ZoneBounds(); !s.From.IsZero(); {
		before := s.From.Add(-time.Nanosecond)
		if _, o := before.Zone(); o != offset {
			break
		}
		s.From, _ = before.ZoneBounds()
	}
	for at := t; ; at = s.To {
		_, s.To = at.ZoneBounds()
		if s.To.IsZero() {
			break
		}
		// On the last day of a leap year package time takes the year to be over.
		if !s.To.After(at) {
			s.To = at.Add(24 * time.Hour)
		}
		if _, o := s.To.Zone(); o != offset {
			break
		}
	}
	return s
}

// farthest is how far from UTC the clocks of a zone can be, with room to spare.
const farthest = 30 * time.Hour

// StartOfDate is the first moment at which the clocks of zone show that date, which is
// not midnight where they are changed then; the next date where they skip it. Month and
// day may lie outside their usual ranges, as in time.Date.
func StartOfDate(year int, month time.Month, day int, zone *time.Location) time.Time {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	for at := midnight.Add(-farthest).In(zone); ; {
		s := StretchOf(at)
		start := midnight.Add(-time.Duration(s.Offset) * time.Second).In(zone)
		if start.Before(s.From) {
			start = s.From
		}
		if s.To.IsZero() || start.Before(s.To) {
			return start
		}
		at = s.To
	}
}
