package date

import (
	"regexp"
	"strconv"
	"time"
)

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
