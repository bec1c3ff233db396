package database

import (
	"time"
)

// The times that can be stored: a ClickHouse DateTime, in which the rollups
// hold their hours, begins in 1970, and the week of its first day before that;
// it ends in 2106.
var (
	FirstTime = time.Date(1971, 1, 1, 0, 0, 0, 0, time.UTC)
	EndTime   = time.Date(2106, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Storable tells whether t is one of them.
func Storable(t time.Time) bool { return !t.Before(FirstTime) && t.Before(EndTime) }

// CeilMicro is the first whole microsecond that is not before t: times are
// stored in whole ones, so a bound between two lies before the later.
func CeilMicro(t time.Time) int64 {
	n := t.UnixMicro()
	if t.Nanosecond()%1000 != 0 {
		n++
	}
	return n
}

// Date writes the day of t as a ClickHouse Date.
func Date(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Day is the day of a Date column. The driver reads it as midnight in the time zone of the
// server, which is not ours where the server is not Earshot's own.
func Day(read time.Time) time.Time {
	year, month, day := read.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Later is the later of two times.
func Later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Earlier is the earlier of two times.
func Earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
