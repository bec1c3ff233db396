package date

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var plainNumber = regexp.MustCompile(`^(\d{5,19})(?:\.(\d+))?$`)

// number reads a text that is one number: seconds, milliseconds, microseconds or
// nanoseconds since 1970, yyyymmddhhmmss, yyyymmddhhmm, yyyymmdd, or a serial of
// a spreadsheet. isNumber is false for any other text.
func number(s string, o Options) (got Reading, isNumber bool, err error) {
	m := plainNumber.FindStringSubmatch(s)
	if m == nil {
		return Reading{}, false, nil
	}
	if layout := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}[len(m[1])]; layout != "" && strings.Trim(m[2], "0") == "" {
		t, err := time.ParseInLocation(layout, m[1], zoneOf(o))
		if err != nil {
			return Reading{}, true, ErrUnreadable
		}
		return Reading{Time: t, HasClock: len(m[1]) > 8}, true, nil
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return Reading{}, true, ErrUnreadable
	}
	fraction, _ := strconv.ParseFloat("0."+m[2]+"0", 64)
	got = Reading{HasClock: true, HasZone: true}
	switch len(m[1]) {
	case 5:
		if !o.Serial {
			return Reading{}, true, ErrUnreadable
		}
		seconds := time.Duration(math.Round(fraction*86400)) * time.Second
		if len(m[2]) > len("00000001") { // enough digits for thousandths
			seconds = time.Duration(math.Round(fraction*86400_000)) * time.Millisecond
		}
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Add(seconds)
		return Reading{Time: inZone(day, zoneOf(o)), HasClock: fraction > 0}, true, nil
	case 10:
		got.Time = time.Unix(n, int64(math.Round(fraction*1e6))*1e3)
	case 13:
		got.Time = time.UnixMilli(n)
	case 16:
		got.Time = time.UnixMicro(n)
	case 19:
		got.Time = time.Unix(0, n)
	default:
		return Reading{}, true, ErrUnreadable
	}
	return got, true, nil
}

func zoneOf(o Options) *time.Location {
	if o.Zone != nil {
		return o.Zone
	}
	return time.UTC
}

// inZone is the moment at which clocks in zone show what t shows in its own.
func inZone(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
}
