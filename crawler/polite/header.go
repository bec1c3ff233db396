package polite

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longest is the longest wait that is returned; a longer one is cut to this,
// which is above every limit of the crawler anyway.
const longest = 366 * 24 * time.Hour

const (
	// epochFrom is the number from which on seconds are a Unix time and not a
	// wait, which would be over thirty years.
	epochFrom = 1_000_000_000
	// milliFrom is the number from which on a Unix time is in milliseconds: in
	// seconds it would lie in the year 33658.
	milliFrom = 1_000_000_000_000
)

// RetryAfter reads the Retry-After field (RFC 9110, 10.2.3), in seconds or as an
// HTTP date in any of its three formats; and, as some servers send it, as a
// Unix time or in ISO 8601. It is false where the field is missing or
// unreadable.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0, false
	}
	until, ok := moment(v, now)
	if !ok {
		return 0, false
	}
	return min(max(until.Sub(now), 0), longest), true
}

// Exhausted reads how many requests a server says remain: the fields
// RateLimit-Remaining and RateLimit-Reset, with and without "X-", under the
// names "X-Rate-Limit-*" as well, and the one field RateLimit in both forms
// that drafts of the IETF gave it (draft-ietf-httpapi-ratelimit-headers). When
// nothing remains it returns when the next request is allowed. The reset is
// read in each form in use: an ISO 8601 time, a Unix time in seconds or
// milliseconds, an HTTP date, or seconds from now.
func Exhausted(h http.Header, now time.Time) (until time.Time, yes bool) {
	left, reset := limits(h)
	n, err := strconv.ParseFloat(left, 64)
	if err != nil || math.IsNaN(n) || n >= 1 {
		return time.Time{}, false
	}
	until, ok := moment(reset, now)
	if !ok || !until.After(now) {
		return time.Time{}, false
	}
	return until, true
}

// limits finds the number of requests that remain and the time of the reset, as
// they were sent.
func limits(h http.Header) (left, reset string) {
	for _, prefix := range []string{"X-RateLimit-", "RateLimit-", "X-Rate-Limit-"} {
		if left = strings.TrimSpace(h.Get(prefix + "Remaining")); left == "" {
			continue
		}
		for _, name := range []string{"Reset", "Reset-After"} {
			if reset = strings.TrimSpace(h.Get(prefix + name)); reset != "" {
				return left, reset
			}
		}
	}
	if field := h.Get("RateLimit"); field != "" {
		return parameter(field, "remaining", "r"), parameter(field, "reset", "t")
	}
	return "", ""
}

// parameter finds name=value among the members and parameters of a structured
// field (RFC 9651); where several policies are named, the first.
func parameter(field string, names ...string) string {
	parts := strings.FieldsFunc(field, func(c rune) bool { return c == ',' || c == ';' })
	for _, part := range parts {
		name, value, found := strings.Cut(part, "=")
		if !found {
			continue
		}
		for _, wanted := range names {
			if strings.EqualFold(strings.TrimSpace(name), wanted) {
				return strings.TrimSpace(value)
			}
		}
	}
	return ""
}

// isoTimes are the forms of ISO 8601 in use; one without a zone is in UTC.
var isoTimes = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 UTC", "2006-01-02 15:04:05", "20060102T150405Z",
}

// moment reads a point in time in any form that servers use, at most longest
// from now. The time may be in the past; a negative wait is invalid.
func moment(v string, now time.Time) (time.Time, bool) {
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		switch {
		case math.IsNaN(n) || n < 0:
			return time.Time{}, false
		case n >= milliFrom:
			n = n/1000 - float64(now.UnixMilli())/1000
		case n >= epochFrom:
			n -= float64(now.UnixMilli()) / 1000
		}
		return now.Add(time.Duration(min(n, longest.Seconds()) * float64(time.Second))), true
	}
	if t, err := http.ParseTime(v); err == nil {
		return near(t, now), true
	}
	for _, form := range isoTimes {
		if t, err := time.Parse(form, v); err == nil {
			return near(t, now), true
		}
	}
	return time.Time{}, false
}

// near cuts a time that is more than longest from now.
func near(t, now time.Time) time.Time {
	if latest := now.Add(longest); t.After(latest) {
		return latest
	}
	return t.UTC()
}
