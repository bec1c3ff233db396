package date

import (
	"strings"
	"time"
)

// yearFirstLanguages are those that write a short year first: 26.05.04.
var yearFirstLanguages = map[string]bool{"ko": true, "ja": true, "zh": true, "hu": true, "lt": true, "fa": true, "mn": true, "eu": true}

// orderOf is the order of day and month of a language in numeric dates whose
// year comes last; unknown for English of no country and for languages that
// write the year first.
func orderOf(tag string) Order {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	switch base := baseLanguage(tag); {
	case base == "":
		return OrderUnknown
	case tag == "en-us" || base == "fil":
		return MonthFirst
	case base == "en":
		for _, country := range []string{"gb", "au", "nz", "ie", "in", "za", "sg", "hk", "ng", "ke", "my", "pk"} {
			if strings.HasSuffix(tag, "-"+country) {
				return DayFirst
			}
		}
		return OrderUnknown
	case yearFirstLanguages[base], base == "und":
		return OrderUnknown
	}
	return DayFirst
}

// gregorian turns a day of another calendar into one of ours: an era's, a
// Buddhist year in Thai, a day of the Persian calendar.
func (p *parser) gregorian(d civil, era int) civil {
	switch {
	case era != 0:
		d.year += era
	case d.year > 2400 && d.year < 2700 && p.isThai():
		d.year -= 543
	}
	switch {
	case d.month >= firstPersian:
		d.month -= firstPersian - 1
		return fromPersian(d)
	case d.year >= 1300 && d.year < 1500:
		return fromPersian(d)
	}
	return d
}

// fromPersian converts a day of the Solar Hijri calendar: the year begins on the
// day the arithmetic of 33 years with eight leap years gives, which agrees with
// the observed equinox from 1178 to 1633 (K. M. Borkowski, 1996).
func fromPersian(d civil) civil {
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || d.month > 6 && d.day > 30 || d.month == 12 && d.day == 30 && !isPersianLeap(d.year) {
		return civil{}
	}
	days := 0
	const known = 1403 // 1 Farvardin 1403 is 20 March 2024
	for y := known; y < d.year; y++ {
		days += persianYear(y)
	}
	for y := d.year; y < known; y++ {
		days -= persianYear(y)
	}
	days += (d.month-1)*30 + min(d.month-1, 6) + d.day - 1
	t := time.Date(2024, time.March, 20+days, 0, 0, 0, 0, time.UTC)
	return civil{t.Year(), int(t.Month()), t.Day()}
}

func persianYear(y int) int {
	if isPersianLeap(y) {
		return 366
	}
	return 365
}

func isPersianLeap(y int) bool {
	switch y % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}
