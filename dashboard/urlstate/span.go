package urlstate

import (
	"fmt"
	"time"

	"earshot/internal/social"
)

const date = "2006-01-02"

// span returns the bounds of a period that ends at now. Periods of days begin at
// midnight, in the zone of now, and include today until now.
func span(p Period, now time.Time) (from, to time.Time) {
	now = now.Truncate(time.Minute)
	today := social.ByDay.Start(now)
	switch p {
	case Day:
		return social.ByHour.Start(now).Add(-23 * time.Hour), now
	case Week:
		return daysLater(today, -6), now
	case Quarter:
		return daysLater(today, -89), now
	default:
		return daysLater(today, -29), now
	}
}

// named is the period that text means; text itself where it means none of them. A period is
// known however its length is written: 1d and @daily are 24h.
func named(text string) Period {
	length, err := social.ParseLength(text)
	if err != nil {
		return Period(text)
	}
	for _, p := range []Period{Day, Week, Month, Quarter} {
		if own, err := social.ParseLength(string(p)); err == nil && own == length {
			return p
		}
	}
	return Period(text)
}

// lately is the span of a length of time that ends at now, in whole days where it is some;
// not ok where text is none, or of one that is too short or long to show.
func lately(text string, now time.Time) (from, to time.Time, ok bool) {
	length, err := social.ParseLength(text)
	if err != nil || length < time.Hour || length > maxSpan {
		return from, to, false
	}
	now = now.Truncate(time.Minute)
	const day = 24 * time.Hour
	if length%day == 0 {
		return daysLater(social.ByDay.Start(now), 1-int(length/day)), now, true
	}
	return now.Add(-length), now, true
}

// daysLater is the same time of another day, the start of one where t is.
func daysLater(t time.Time, days int) time.Time {
	if year, month, day := t.Date(); t.Equal(social.ByDay.Start(t)) {
		return social.StartOfDate(year, month, day+days, t.Location())
	}
	return t.AddDate(0, 0, days)
}

// parseSpan reads two dates in the zone of now, both included, or two RFC 3339 times,
// the second excluded. The problem is a sentence; empty when there is none.
func parseSpan(fromText, toText string, now time.Time) (from, to time.Time, problem string) {
	from, _, err := moment(fromText, now.Location())
	if err != nil {
		return from, to, fmt.Sprintf("The first day %q is not a date like 2026-11-16.", fromText)
	}
	to, isDate, err := moment(toText, now.Location())
	if err != nil {
		return from, to, fmt.Sprintf("The last day %q is not a date like 2026-11-22.", toText)
	}
	if isDate {
		to = daysLater(to, 1)
	}
	if now = now.Truncate(time.Minute); to.After(now) {
		to = now
	}
	switch {
	case !from.Before(to):
		return from, to, "The first day must lie before the last, and not in the future; this is the last 30 days."
	case to.Sub(from) > maxSpan:
		return from, to, "A period of more than five years is too long; this is the last 30 days."
	}
	return from, to, ""
}

func moment(s string, zone *time.Location) (t time.Time, isDate bool, err error) {
	if t, err = time.Parse(date, s); err == nil {
		return social.StartOfDate(t.Year(), t.Month(), t.Day(), zone), true, nil
	}
	t, err = time.Parse(time.RFC3339, s)
	return t.In(zone), false, err
}

func formatSpan(from, to time.Time) (string, string) {
	if from.Equal(social.ByDay.Start(from)) && to.Equal(social.ByDay.Start(to)) {
		return from.Format(date), to.Add(-time.Nanosecond).Format(date)
	}
	return from.Format(time.RFC3339), to.Format(time.RFC3339)
}

// Dates returns the first and the last day of v as a date field wants them.
func (v View) Dates() (first, last string) {
	return v.From.Format(date), v.To.Add(-time.Nanosecond).Format(date)
}
