package social

import "time"

// Bucket is the width of one step of a trend. Steps are cut in the time zone of the
// time they are asked for, by its calendar and clock, so that a day can have 23 or 25
// hours.
type Bucket string

const (
	// ByHour is from one full hour of the clock to the next. It also ends where
	// the clock is changed: of an hour that comes twice each is a step.
	ByHour  Bucket = "hour"
	ByDay   Bucket = "day"
	ByWeek  Bucket = "week" // ISO 8601 weeks, named by their Monday
	ByMonth Bucket = "month"
)

// ParseBucket reads a bucket's name.
func ParseBucket(s string) (Bucket, error) {
	switch b := Bucket(s); b {
	case ByHour, ByDay, ByWeek, ByMonth:
		return b, nil
	default:
		return "", Errorf(CodeInvalid, "unknown bucket %q: hour, day, week or month", s)
	}
}

// Start returns the start of the bucket that holds t, in the zone of t.
func (b Bucket) Start(t time.Time) time.Time {
	year, month, day := t.Date()
	switch b {
	case ByHour:
		start, _ := hour(t)
		return start
	case ByWeek:
		day -= (int(t.Weekday()) + 6) % 7
	case ByMonth:
		day = 1
	}
	return StartOfDate(year, month, day, t.Location())
}

// Next returns the start of the bucket after the one that starts at t.
func (b Bucket) Next(t time.Time) time.Time {
	year, month, day := t.Date()
	switch b {
	case ByHour:
		_, end := hour(t)
		return end
	case ByWeek:
		day += 7
	case ByMonth:
		month++
	default:
		day++
	}
	return StartOfDate(year, month, day, t.Location())
}

// hour bounds the hour of the clock that holds t.
func hour(t time.Time) (start, end time.Time) {
	_, offset := t.Zone()
	local := t.Unix() + int64(offset)
	start = time.Unix(local-mod(local, 3600)-int64(offset), 0).In(t.Location())
	end = start.Add(time.Hour)
	s := StretchOf(t)
	if !s.From.IsZero() && s.From.After(start) {
		start = s.From
	}
	if !s.To.IsZero() && s.To.Before(end) {
		end = s.To
	}
	return start, end
}

// mod is the remainder of n by a positive m, never negative.
func mod(n, m int64) int64 { return ((n % m) + m) % m }
