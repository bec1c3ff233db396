package spec

import (
	"fmt"
	"strings"
	"time"
)

// recent reads times as lists shorten them: the time of day for today, the day
// for this year, the month for what is older. What is missing is as when the
// answer came, or before that where it would lie ahead. It yields the end of the
// minute, day or month, so that nothing counts as older than it is.
func recent(v, zone string, at time.Time) (string, error) {
	place, err := time.LoadLocation(zone)
	if err != nil {
		return "", err
	}
	v, now := strings.TrimSpace(v), at.In(place)
	var end time.Time
	if t, err := time.Parse("15:04", v); err == nil {
		end = time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute()+1, 0, 0, place)
		if t := end.Add(-time.Minute); t.After(now) {
			end = end.AddDate(0, 0, -1)
		}
	} else if t, err := time.Parse("2006-1", v); err == nil {
		end = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, place)
	} else if t, err := time.Parse("1-2", v); err == nil {
		year := now.Year()
		if t.Month() > now.Month() || t.Month() == now.Month() && t.Day() > now.Day() {
			year--
		}
		end = time.Date(year, t.Month(), t.Day()+1, 0, 0, 0, 0, place)
	} else if t, err := time.Parse("2006-1-2", v); err == nil {
		end = time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, place)
	} else {
		return "", fmt.Errorf("%.40q is no time of day, day or month", v)
	}
	return end.UTC().Format(time.RFC3339), nil
}
