package viewmodel

import (
	"fmt"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
	"earshot/internal/zone"
)

// Moment writes t relative to now, in the time zone of now. The zero time gives the
// zero Moment.
func Moment(t, now time.Time) component.Moment {
	if t.IsZero() {
		return component.Moment{}
	}
	t = t.In(now.Location())
	return component.Moment{
		Relative: relative(t, now),
		Exact:    t.Format("Monday 2 January 2006, 15:04:05 ") + zone.Offset(t),
		ISO:      t.Format(time.RFC3339),
	}
}

func relative(t, now time.Time) string {
	d := now.Sub(t)
	format, future := "%s ago", d < 0
	if future {
		format, d = "in %s", -d
	}
	switch {
	case d < time.Minute && future:
		return "in a moment"
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf(format, fmt.Sprintf("%d min", int(d.Minutes())))
	case d < 24*time.Hour:
		return fmt.Sprintf(format, fmt.Sprintf("%d h", int(d.Hours())))
	case d < 7*24*time.Hour:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan")
	default:
		return t.Format("2 Jan 2006")
	}
}

// during names the period of v inside a sentence.
func during(v urlstate.View) string {
	switch v.Period {
	case urlstate.Day:
		return "in the last 24 hours"
	case urlstate.Custom:
		first, last := v.From, v.To.Add(-time.Nanosecond)
		if v.To.Sub(v.From) <= time.Hour {
			return "on " + first.Format("Mon 2 Jan, 15:04")
		}
		if v.Days() == 1 {
			return "on " + first.Format("Monday 2 January")
		}
		return "from " + first.Format("2 Jan") + " to " + last.Format("2 Jan 2006")
	default:
		return fmt.Sprintf("in the last %d days", v.Days())
	}
}

// Before names the previous period of v: "the 7 days before".
func Before(v urlstate.View) string {
	switch {
	case v.Days() == 1 && v.Period == urlstate.Day:
		return "the 24 hours before"
	case v.Days() == 1:
		return "the day before"
	default:
		return fmt.Sprintf("the %d days before", v.Days())
	}
}

// bucketNames returns the short and the full name of a bucket.
func bucketNames(by social.Bucket, t time.Time) (short, long string) {
	switch by {
	case social.ByHour:
		return t.Format("15:04"), t.Format("Mon 2 Jan, 15:04") + "–" + by.Next(t).Format("15:04") + changed(t)
	case social.ByWeek:
		return t.Format("2 Jan"), "week of " + t.Format("Mon 2 Jan 2006")
	case social.ByMonth:
		return t.Format("Jan 2006"), t.Format("January 2006")
	default:
		return t.Format("2 Mon"), t.Format("Monday 2 January 2006")
	}
}

// changed tells the hours before and after the clocks are changed apart, one of which
// may come twice; empty for any other.
func changed(hour time.Time) string {
	const near = time.Hour
	at := zone.Offset(hour)
	if zone.Offset(hour.Add(-near)) == at && zone.Offset(hour.Add(near)) == at {
		return ""
	}
	return " " + at
}

// stepName names a bucket in a title, with its preposition.
func stepName(by social.Bucket, t time.Time) string {
	switch by {
	case social.ByHour:
		return "on " + t.Format("Mon 2 Jan, 15:04") + changed(t)
	case social.ByWeek:
		return "in the week of " + t.Format("2 Jan")
	case social.ByMonth:
		return "in " + t.Format("January 2006")
	default:
		return "on " + t.Format("Mon 2 Jan")
	}
}

// ZoneName names the time zone of v where times are counted or listed in it.
func ZoneName(v urlstate.View) string { return v.Zone().String() }

// Zone says in a rail or a head in which time zone the times of a page at now are:
// "Asia/Shanghai, UTC+8", or "UTC".
func Zone(now time.Time) string {
	name, offset := now.Location().String(), zone.Offset(now)
	if name == offset {
		return name
	}
	return name + ", " + offset
}

// Adverb is how often a bucket recurs, for captions.
func Adverb(by social.Bucket) string {
	switch by {
	case social.ByHour:
		return "hourly"
	case social.ByWeek:
		return "weekly"
	case social.ByMonth:
		return "monthly"
	default:
		return "daily"
	}
}
