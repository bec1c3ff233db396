package date

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

// civil is a day as a calendar shows it.
type civil struct{ year, month, day int }

// exists tells whether the day is one of the Gregorian calendar.
func (c civil) exists() bool {
	if c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31 || c.year < 1 {
		return false
	}
	return time.Date(c.year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).Day() == c.day
}

func (c civil) weekday() int {
	return int(time.Date(c.year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).Weekday())
}

// parts are what was found of a day; -1 is not yet known.
type parts struct {
	year, day int
	// months are those that the name of the month may stand for.
	months []int
	// shortYear says that the year has two digits.
	shortYear bool
	// era is the year before the first, where the year is counted in an era.
	era int
	// rest are the places of numbers that nothing says the meaning of.
	rest []int
}

// readDay reads the day out of what the clock and the zone have left.
func (p *parser) readDay() (civil, error) {
	found := parts{year: -1, day: -1}
	p.findMonth(&found)
	p.findNumbers(&found)
	var days []civil
	var err error
	if len(found.months) == 0 {
		days, err = p.numericDays(&found)
	} else {
		days, err = p.namedDays(&found)
	}
	if err != nil {
		return civil{}, err
	}
	return p.choose(days, found)
}

// findMonth finds the name of the month. A name that is also one of a weekday
// ("mar") is a month where there is no other.
func (p *parser) findMonth(found *parts) {
	place := -1
	for i, t := range p.tokens {
		if t.used || len(t.months) == 0 {
			continue
		}
		if place < 0 || len(p.tokens[place].weekdays) > 0 && len(t.weekdays) == 0 {
			place = i
		}
	}
	if place >= 0 {
		found.months = among(p.tokens[place].months, baseLanguage(p.options.Language))
		p.use(place, place+1)
	}
}

// findNumbers finds what each number that is left stands for, where something
// beside it says so.
func (p *parser) findNumbers(found *parts) {
	for i, t := range p.tokens {
		if era, ok := eras[t.text]; ok && !t.used && t.kind == word {
			found.era = era
			p.use(i, i+1)
		}
		if t.kind != numeral || t.used {
			continue
		}
		next, before := p.at(i+1), p.at(i-1)
		meaning, labelled := labels[next.text]
		switch {
		case labelled && meaning == year && !next.used:
			found.year, found.shortYear = t.value, len(t.text) == 2
			p.use(i, i+2)
		case labelled && meaning == month && !next.used:
			found.months = []int{t.value}
			p.use(i, i+2)
		case labelled && meaning == day && !next.used:
			found.day = t.value
			p.use(i, i+2)
		case before.is("thang") || before.is("thg"):
			found.months = []int{t.value}
			p.use(i-1, i+1)
		case len(t.text) <= 2 && p.isOrdinal(i):
			found.day = t.value
			p.use(i, i+1)
		default:
			found.rest = append(found.rest, i)
		}
	}
}

// isOrdinal tells whether the number at i is written as the number of a day: 4th,
// 1.º, 4-го.
func (p *parser) isOrdinal(i int) bool {
	for j := i + 1; j <= i+2; j++ {
		t := p.at(j)
		if !t.attached || t.used {
			return false
		}
		if t.kind == word {
			return ordinals[t.text]
		}
		if t.text != "." && t.text != "-" {
			return false
		}
	}
	return false
}

// namedDays are the days that a name of a month and numbers may mean.
func (p *parser) namedDays(found *parts) ([]civil, error) {
	for _, i := range found.rest {
		t := p.tokens[i]
		isYear := len(t.text) == 4 || t.value > 31 || p.at(i-1).text == "'" && len(t.text) == 2
		switch {
		case t.value < 0 || len(t.text) == 3 || len(t.text) > 4:
			return nil, ErrUnreadable
		case isYear && found.year < 0, found.day >= 0 && found.year < 0:
			found.year, found.shortYear = t.value, len(t.text) == 2
		case !isYear && found.day < 0:
			found.day = t.value
		default:
			p.detail = "it has too many numbers"
			return nil, ErrUnreadable
		}
		p.use(i, i+1)
	}
	if found.day < 0 {
		p.detail = "it names no day"
		return nil, ErrUnreadable
	}
	var days []civil
	for _, m := range found.months {
		days = append(days, civil{found.year, m, found.day})
	}
	return days, nil
}

// numericDays are the days that three numbers may mean.
func (p *parser) numericDays(found *parts) ([]civil, error) {
	if len(found.rest) == 1 && len(p.tokens[found.rest[0]].text) == 8 {
		t := p.tokens[found.rest[0]]
		p.use(found.rest[0], found.rest[0]+1)
		return []civil{{t.value / 10000, t.value / 100 % 100, t.value % 100}}, nil
	}
	if len(found.rest) != 3 || found.year >= 0 || found.day >= 0 {
		p.detail = "it names no day"
		return nil, ErrUnreadable
	}
	a, b, c := p.tokens[found.rest[0]], p.tokens[found.rest[1]], p.tokens[found.rest[2]]
	for _, t := range []token{a, b, c} {
		if t.value < 0 || len(t.text) > 4 || len(t.text) == 3 {
			return nil, ErrUnreadable
		}
	}
	separator := p.at(found.rest[0] + 1).text
	for _, i := range found.rest {
		p.use(i, i+1)
	}
	if len(a.text) == 4 {
		return []civil{{a.value, b.value, c.value}}, nil
	}
	found.shortYear = len(c.text) < 4
	dayFirst, monthFirst := civil{c.value, b.value, a.value}, civil{c.value, a.value, b.value}
	yearFirst := civil{a.value, b.value, c.value}
	language := baseLanguage(p.options.Language)
	switch {
	case p.options.Order == DayFirst:
		return []civil{dayFirst}, nil
	case p.options.Order == MonthFirst:
		return []civil{monthFirst}, nil
	case found.shortYear && (p.options.Order == YearFirst || yearFirstLanguages[language]):
		return []civil{yearFirst}, nil
	case separator == ".":
		return []civil{dayFirst}, nil
	}
	days := []civil{dayFirst, monthFirst}
	order := orderOf(p.options.Language)
	switch found.shorten(dayFirst); {
	case order == DayFirst && found.shorten(dayFirst).exists():
		days = days[:1]
	case order == MonthFirst && found.shorten(monthFirst).exists():
		days = days[1:]
	}
	return days, nil
}

// shorten completes a year of two digits as POSIX does: 69 is 1969, 68 is 2068.
func (found *parts) shorten(c civil) civil {
	switch {
	case !found.shortYear || found.era != 0 || c.year < 0:
	case c.year < 69:
		c.year += 2000
	default:
		c.year += 1900
	}
	return c
}

// choose returns the one day of days that exists and falls on the weekday
// beside it. The weekday of the only day is not checked: it is what publishers
// get wrong.
func (p *parser) choose(days []civil, found parts) (civil, error) {
	var possible []civil
	for _, d := range days {
		if d.year < 0 {
			d.year = p.latestYear(d)
			found.shortYear = false
		}
		if d = p.gregorian(found.shorten(d), found.era); d.exists() && !slices.Contains(possible, d) {
			possible = append(possible, d)
		}
	}
	if len(possible) > 1 {
		if day, ok := p.weekday(); ok {
			var onDay []civil
			for _, d := range possible {
				if d.weekday() == day {
					onDay = append(onDay, d)
				}
			}
			if len(onDay) == 1 {
				return onDay[0], nil
			}
		}
		return civil{}, ErrAmbiguous
	}
	if len(possible) == 0 {
		if len(days) > 0 && days[0].year < 0 && p.options.Reference.IsZero() {
			p.detail = "it names no year"
		} else {
			p.detail = "there is no such day"
		}
		return civil{}, ErrUnreadable
	}
	return possible[0], nil
}

// latestYear is the year of the last such day up to the day after the reference;
// -1 without a reference.
func (p *parser) latestYear(d civil) int {
	if p.options.Reference.IsZero() {
		return -1
	}
	limit := p.options.Reference.AddDate(0, 0, 1)
	if time.Date(limit.Year(), time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).After(limit) {
		return limit.Year() - 1
	}
	return limit.Year()
}

// weekday is the one weekday that the date names.
func (p *parser) weekday() (int, bool) {
	var all []int
	for _, t := range p.tokens {
		if !t.used && len(t.weekdays) > 0 {
			for _, v := range among(t.weekdays, baseLanguage(p.options.Language)) {
				all = addOnce(all, v)
			}
		}
	}
	if len(all) != 1 {
		return 0, false
	}
	return all[0], true
}

// isThai tells whether the date is in Thai.
func (p *parser) isThai() bool {
	for _, t := range p.tokens {
		if r, _ := utf8.DecodeRuneInString(t.text); unicode.Is(unicode.Thai, r) {
			return true
		}
	}
	return baseLanguage(p.options.Language) == "th"
}
