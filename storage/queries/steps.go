package queries

import "earshot/internal/social"

// StepOf is the expression for the step in which the time s lies, in seconds since
// 1970, as queries/counts.sql names it; without a bucket all times lie in one.
func StepOf(by social.Bucket) string {
	switch by {
	case social.ByHour:
		return "greatest(s - clock(s) % 3600, changed(s))"
	case social.ByDay:
		return "date(s) * 86400"
	case social.ByWeek:
		return "(date(s) - (date(s) + 3) % 7) * 86400"
	case social.ByMonth:
		return "toInt64(toUInt16(toStartOfMonth(toDate(toUInt16(date(s)))))) * 86400"
	default:
		return "toInt64(0)"
	}
}

// ClockOf is the expression for what the clocks show at the time s, which is the time
// itself in UTC.
func ClockOf(utc bool) string {
	if utc {
		return "s"
	}
	return "s + transform(changed(s), {changes:Array(Int64)}, {offsets:Array(Int64)}, toInt64(0))"
}
