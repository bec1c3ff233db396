// Package date reads dates as publishers, platforms and exports write them: the
// forms of machines and those of people, in about sixty languages.
//
// Every word of a date must be understood, or the date is refused with the
// reason: a zone that is not known never becomes UTC, and a date that may be two
// different days is not one of them by chance. The names of months and weekdays
// and the forms of relative dates are those of the CLDR (folder cldr).
package date

import (
	"time"
)

// Order is the order of day and month in a date of numbers alone, such as
// 3/4/2026.
type Order int

const (
	// OrderUnknown is decided by the date itself (29/5/2026), its weekday, its
	// separator (dots stand in day first dates) and Options.Language; where all
	// of them leave it open, the date is refused with ErrAmbiguous.
	OrderUnknown Order = iota
	DayFirst
	MonthFirst
	// YearFirst is for years of two digits (26/05/04). A year of four digits is
	// known wherever it stands.
	YearFirst
)

// Options say what is known of a date beside its text. The zero value knows
// nothing.
type Options struct {
	// Order is the order of day and month where it is stated. A date that cannot
	// be in this order is refused.
	Order Order
	// Zone is the zone of dates that name none; nil is UTC.
	Zone *time.Location
	// Language is the BCP 47 tag of what surrounds the date, or empty. It decides
	// names that two languages use for different months (listopad), the order of
	// day and month where a language has one, and CST and AMT.
	Language string
	// Reference is the moment that relative dates ("3 hours ago", "yesterday
	// 15:05") and dates without a year are counted from: when the text was
	// received. Zero refuses both.
	Reference time.Time
	// Serial takes a bare number of five digits, with or without a fraction, as a
	// spreadsheet's count of days since 1899-12-30.
	Serial bool
}

// Reading is a date that was read.
type Reading struct {
	// Time is in UTC.
	Time time.Time
	// HasClock says that the time of day is stated. Without it, Time is the
	// beginning of the day.
	HasClock bool
	// HasZone says that the zone or offset is stated. Without it, Options.Zone
	// was assumed.
	HasZone bool
}

// maxDate is longer than any date, in bytes.
const maxDate = 200

// Read reads a date. Its errors are an *Error that wraps ErrEmpty,
// ErrUnreadable, ErrZone or ErrAmbiguous.
func Read(text string, o Options) (Reading, error) {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return plausible(text, Reading{Time: t, HasClock: true, HasZone: true})
	}
	folded, location := fold(text)
	switch {
	case folded == "":
		return Reading{}, &Error{Text: text, Err: ErrEmpty}
	case len(text) > maxDate:
		return Reading{}, &Error{Text: text, Err: ErrUnreadable}
	}
	if got, isNumber, err := number(folded, o); isNumber {
		if err != nil {
			return Reading{}, &Error{Text: text, Err: err}
		}
		return plausible(text, got)
	}
	if got, ok := relative(folded, o); ok {
		return plausible(text, got)
	}
	if got, ok := moment(folded); ok {
		return plausible(text, got)
	}
	folded = plainDay(folded)
	p := parser{tokens: classify(lex(folded)), options: o, location: location}
	got, err := p.read()
	if m := oddWeekday.FindStringSubmatch(folded); err != nil && m != nil {
		rest := parser{tokens: classify(lex(m[1])), options: o, location: location}
		if again, isDate := rest.read(); isDate == nil {
			got, err = again, nil
		}
	}
	if err != nil {
		return Reading{}, &Error{Text: text, Err: err, Detail: p.detail}
	}
	return plausible(text, got)
}

// Parse reads a date of which nothing else is known, and returns it in UTC. ok
// is false where Read has an error.
func Parse(s string) (time.Time, bool) {
	got, err := Read(s, Options{})
	return got.Time, err == nil
}

// plausible refuses what stands for no date (the year 1, the first second of
// 1970) and years in which nothing was published on a network.
func plausible(text string, got Reading) (Reading, error) {
	got.Time = got.Time.UTC()
	if got.Time.Year() < 1970 || got.Time.Year() > 2199 || got.Time.Unix() == 0 {
		return Reading{}, &Error{Text: text, Err: ErrUnreadable, Detail: "stands for no date"}
	}
	return got, nil
}
