// Package date parses dates as publishers and exports write them.
package date

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts are the formats of dates after normalize: without weekday, with
// English month names and single spaces. A date without a zone is taken as UTC.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04 -0700", "2006-01-02 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700",
	"Jan 2 2006 03:04:05 PM", "Jan 2 2006 15:04:05", "Jan 2 2006 15:04", "Jan 2 2006 3:04 PM", "Jan 2 2006",
	"Mon Jan 2 15:04:05 -0700 2006", "2-Jan-2006 15:04:05", "2-Jan-2006 15:04", "2-Jan-2006 3:04PM", "2-Jan-2006 3:04 PM", "2-Jan-2006", "2-Jan-06 3:04 PM", "2-Jan-06",
	"2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02", "2006.01.02 15:04", "2006.01.02", "02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006",
	"20060102T150405Z", "20060102",
}

// zones are the zone names of RFC 822 (5.1), and a few unambiguous ones that
// publishers use, with their offsets.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "WET": "+0000", "WEST": "+0100", "JST": "+0900", "MSK": "+0300",
}

// maxDate is longer than any date, in bytes.
const maxDate = 80

var (
	weekday = regexp.MustCompile(`^\pL+\.?,\s*`)
	// eastAsian is a Chinese, Japanese or Korean date, whose parts are labelled.
	eastAsian = regexp.MustCompile(`^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?(?:\s*[（(].{1,3}[)）])?(?:\s*(\d{1,2})\s*[:時时시]\s*(\d{1,2})\s*[分분]?(?:[:\s]*(\d{1,2})\s*[秒초]?)?)?`)
	// attachedZone is a zone name directly after the time.
	attachedZone = regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)([A-Z]{2,4})$`)
	// ambiguousOrder is a date whose first two numbers may be day and month or
	// month and day.
	ambiguousOrder = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(?: (.+))?$`)
	epoch          = regexp.MustCompile(`^\d{10}(?:\d{3})?$`)
	// unpadded is a numeric date without leading zeros.
	unpadded = regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})([T ].*)?$`)
)

// Parse parses a date in one of the many formats of publishers, and returns it
// in UTC. ok is false where s is no date, or may be two different days
// (3/4/2026).
func Parse(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return time.Time{}, false
	}
	if m := eastAsian.FindStringSubmatch(s); m != nil {
		s = m[1] + "-" + pad(m[2]) + "-" + pad(m[3])
		if m[4] != "" {
			s += " " + pad(m[4]) + ":" + pad(m[5]) + ":" + pad(m[6])
		}
	}
	if epoch.MatchString(s) {
		n, err := strconv.ParseInt(s[:10], 10, 64)
		t := time.Unix(n, 0).UTC()
		return t, err == nil && isPlausible(t)
	}
	if m := attachedZone.FindStringSubmatch(s); m != nil {
		s = m[1] + " " + m[2]
	}
	return parseNormalized(normalize(s))
}

// parseNormalized parses a normalized date.
func parseNormalized(s string) (time.Time, bool) {
	if m := ambiguousOrder.FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 && b <= 12:
			a, b = b, a
		case a <= 12 && b > 12, a == b:
		default:
			return time.Time{}, false
		}
		s = strings.TrimSpace(m[3] + "-" + pad(strconv.Itoa(a)) + "-" + pad(strconv.Itoa(b)) + " " + m[4])
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && isPlausible(t) {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// normalize removes the weekday and rewrites white space, months and zones as
// layouts expect them.
func normalize(s string) string {
	s = weekday.ReplaceAllString(s, "")
	words := strings.Fields(strings.NewReplacer(",", " ", "\u00a0", " ", "، ", " ").Replace(s))
	if len(words) > 1 {
		if offset, ok := zones[strings.ToUpper(words[len(words)-1])]; ok {
			words[len(words)-1] = offset
		}
	}
	out := words[:0]
	for _, word := range words {
		lower := strings.TrimSuffix(strings.ToLower(word), ".")
		switch month, ok := months[lower]; {
		case ok:
			out = append(out, month)
		case lower == "de" || lower == "um" || lower == "uhr" || lower == "at" || lower == "à":
			// "9 de enero de 2014", "9. Januar 2014 um 10:21 Uhr"
		case lower == "am" || lower == "pm":
			out = append(out, strings.ToUpper(lower))
		case len(word) <= 3 && strings.HasSuffix(word, "."):
			out = append(out, lower)
		default:
			out = append(out, word)
		}
	}
	s = strings.Join(out, " ")
	if m := unpadded.FindStringSubmatch(s); m != nil {
		s = m[1] + m[2] + pad(m[3]) + m[2] + pad(m[4]) + m[5]
	}
	return s
}

func pad(number string) string {
	if len(number) < 2 {
		return strings.Repeat("0", 2-len(number)) + number
	}
	return number
}

func isPlausible(t time.Time) bool { return t.Year() >= 1970 && t.Year() <= 9999 }

// datePath is the date that many publishers put into URLs.
var datePath = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|\b)`)

// FromURL returns the day in a URL such as /2026/05/17/title.
func FromURL(url string) (time.Time, bool) {
	m := datePath.FindStringSubmatch(url)
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
