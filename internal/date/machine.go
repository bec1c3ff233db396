package date

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var (
	// microsoft is how ASP.NET and WCF write a moment in JSON: milliseconds since
	// 1970, with an offset that does not change it.
	microsoft = regexp.MustCompile(`^\\?/?date\((-?\d{9,14})(?:[+-]\d{4})?\)\\?/?$`)
	// weekDay and yearDay are the week and ordinal dates of ISO 8601 (5.2.2, 5.2.3).
	weekDay = regexp.MustCompile(`^(\d{4})-?w(\d{2})-?([1-7])(?:[t ](.+))?$`)
	yearDay = regexp.MustCompile(`^(\d{4})-(\d{3})(?:[t ](.+))?$`)
	// hourOnly is a time of ISO 8601 that ends with its hour.
	hourOnly = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}t\d{2})(z|[+-]\d{2}(?::?\d{2})?)?$`)
	// oddWeekday is a date of RFC 5322 that begins with something else than a
	// weekday, as faulty templates write it ("026, 26 Mar 2023 22:43:38 +0000").
	oddWeekday = regexp.MustCompile(`^[^\s,]{1,15},\s?(\d{1,2} \pL{3,10}\.? \d{4} \d{1,2}:\d{2}.*)$`)
)

// moment reads the form of ASP.NET.
func moment(s string) (Reading, bool) {
	m := microsoft.FindStringSubmatch(s)
	if m == nil {
		return Reading{}, false
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	return Reading{Time: time.UnixMilli(n), HasClock: true, HasZone: true}, err == nil
}

// plainDay writes forms of ISO 8601 that have no month, or no minute, with both.
func plainDay(s string) string {
	if m := hourOnly.FindStringSubmatch(s); m != nil {
		return m[1] + ":00" + m[2]
	}
	day, clock := time.Time{}, ""
	if m := weekDay.FindStringSubmatch(s); m != nil {
		year, week, weekday := atoi(m[1]), atoi(m[2]), atoi(m[3])
		// The fourth of January is always in the first week.
		fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
		day = fourth.AddDate(0, 0, (week-1)*7+weekday-1-(int(fourth.Weekday())+6)%7)
		if isoYear, isoWeek := day.ISOWeek(); isoYear != year || isoWeek != week {
			return s
		}
		clock = m[4]
	} else if m := yearDay.FindStringSubmatch(s); m != nil {
		day = time.Date(atoi(m[1]), 1, atoi(m[2]), 0, 0, 0, 0, time.UTC)
		if day.Year() != atoi(m[1]) {
			return s
		}
		clock = m[3]
	} else {
		return s
	}
	if clock != "" {
		return fmt.Sprintf("%st%s", day.Format(time.DateOnly), clock)
	}
	return day.Format(time.DateOnly)
}

// atoi is the value of a few digits.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
