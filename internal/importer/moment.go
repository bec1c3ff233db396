package importer

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/internal/date"
)

// serial is a number that begins with a time.
var serial = regexp.MustCompile(`\d{15,19}`)

// moment reads the time in the first of places that holds one. Without one its
// error says why the first text is none; where there is no text it is
// date.ErrEmpty.
func (f *Format) moment(rec record, places []string, clock uint, opts Options) (time.Time, error) {
	var fault error
	for _, place := range places {
		text := strings.TrimSpace(at(rec, place))
		if text == "" {
			continue
		}
		if clock > 0 {
			if n, err := strconv.ParseInt(serial.FindString(text), 10, 64); err == nil && n>>clock > 0 {
				return time.UnixMilli(n >> clock).UTC(), nil
			}
			continue
		}
		if opts.isMac {
			text = fromMac(text)
		}
		c := opts.columns.of(place)
		order, zone := c.readAs(f, opts)
		read, err := readDate(text, date.Options{Order: order, Zone: zone, Serial: true})
		if err == nil {
			c.zoneless = c.zoneless || !read.HasZone && !f.Own
			return read.Time, nil
		}
		if errors.Is(err, date.ErrAmbiguous) {
			err = fmt.Errorf("the date %.60q may be two different days, and no date in its column decides: state --date-order dmy, mdy or ymd", text)
		}
		if fault == nil {
			fault = err
		}
	}
	if fault == nil {
		fault = date.ErrEmpty
	}
	return time.Time{}, fault
}

// macDays is how many days the count of days from 1904 is behind that from 1900
// (ISO/IEC 29500-1, 18.17.4.1).
const macDays = 1462

// fromMac is a count of days from 1904 as one from 1900, and any other text as it
// is.
func fromMac(text string) string {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 1 || days >= 100_000 {
		return text
	}
	return strconv.FormatFloat(days+macDays, 'f', -1, 64)
}

// plainDate is a date of numbers with a time of the day, as most files have it.
var plainDate = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?)?$`)

// readDate reads a date. A plain one in a known order is read here, as
// date.Read reads it, because a file has as many as it has rows.
func readDate(text string, o date.Options) (date.Reading, error) {
	m := plainDate.FindStringSubmatch(text)
	if m == nil || o.Order != date.DayFirst && o.Order != date.MonthFirst {
		return date.Read(text, o)
	}
	n := make([]int, len(m))
	for i, digits := range m[:7] {
		n[i], _ = strconv.Atoi(digits) // digits, or 0 for none
	}
	day, month, hour := n[1], n[2], n[4]
	if o.Order == date.MonthFirst {
		day, month = month, day
	}
	if half := strings.ToLower(m[7]); half != "" {
		if hour < 1 || hour > 12 {
			return date.Read(text, o)
		}
		if hour %= 12; half == "p" {
			hour += 12
		}
	}
	t := time.Date(n[3], time.Month(month), day, hour, n[5], n[6], 0, o.Zone)
	if t.Day() != day || int(t.Month()) != month || t.Hour() != hour || n[5] > 59 || n[6] > 59 {
		return date.Read(text, o)
	}
	return date.Reading{Time: t.UTC(), HasClock: m[4] != ""}, nil
}
