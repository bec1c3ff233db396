package queries

import (
	"strings"

	"earshot/internal/social"
)

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

// Mentions are those that Counts reads beside the rollup.
type Mentions struct {
	// All are all that are let through. Dirty are those of days that are dirty. Unfilled are
	// those of days before the rollup is filled, and Edges those outside of full hours, of
	// what lies in no whole day.
	All, Dirty, Unfilled, Edges bool
}

// WhichOf is the condition on them; "" where there are none. Each part that is left out
// saves reading what it would not let through.
func WhichOf(m Mentions) string {
	if m.All {
		return "1"
	}
	var parts, within []string
	if m.Dirty {
		parts = append(parts, "(brand, day) IN dirty")
	}
	if m.Unfilled {
		within = append(within, "day < {filled:Date}")
	}
	if m.Edges {
		within = append(within,
			"day <= {before_hours_day:Date} AND created_at < toDateTime({first_hour:Int64}, 'UTC')",
			"day >= {after_hours_day:Date} AND created_at >= toDateTime({end_hour:Int64}, 'UTC')")
	}
	if len(within) > 0 {
		parts = append(parts, "(day < {first_day:Date} OR day >= {end_day:Date} OR day IN {split:Array(Date)}) AND ("+strings.Join(within, " OR ")+")")
	}
	return strings.Join(parts, " OR ")
}
