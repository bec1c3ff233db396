package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts are the ways feeds write dates once the weekday is gone and the white
// space is single. A date without a zone is taken as UTC.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700", "2 January 2006 15:04:05 -0700", "2 January 2006",
	"Jan 2 2006 03:04:05 PM", "Jan 2 2006 15:04:05", "Jan 2 2006", "January 2 2006 15:04", "January 2 2006",
	"2006/01/02 15:04:05", "2006/01/02", "02.01.2006 15:04", "02.01.2006", "20060102T150405Z", "20060102",
}

// zones are the zone names of RFC 822 (5.1) with what they stand for, and a few
// that feeds use and that mean one thing only.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "WET": "+0000", "WEST": "+0100", "JST": "+0900", "MSK": "+0300",
}

var weekday = regexp.MustCompile(`^\pL+\.?,\s*`)

// parseDate reads a date that gofeed could not.
func parseDate(s string) (time.Time, bool) {
	s = weekday.ReplaceAllString(strings.TrimSpace(s), "")
	words := strings.Fields(strings.ReplaceAll(s, ", ", " "))
	if len(words) > 1 {
		if offset, ok := zones[strings.ToUpper(words[len(words)-1])]; ok {
			words[len(words)-1] = offset
		}
	}
	s = strings.Join(words, " ")
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func plausible(t time.Time) bool { return t.Year() >= 1970 && t.Year() <= 9999 }

// datedPath is the date that many publishers put into the address.
var datedPath = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|\b)`)

// dateInAddress reads the day out of an address such as /2026/05/17/title.
func dateInAddress(address string) (time.Time, bool) {
	m := datedPath.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	// 31 April would have become 1 May.
	return t, t.Day() == day
}
