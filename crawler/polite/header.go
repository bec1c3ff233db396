package polite

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longest is the longest rest that is taken literally; what asks for more is
// taken as this, which is beyond every bound of the crawler anyway.
const longest = 366 * 24 * time.Hour

// epochFrom tells a Unix time from a number of seconds to wait: no server asks
// for a rest of thirty years.
const epochFrom = 1_000_000_000

// RetryAfter reads the Retry-After field (RFC 9110, 10.2.3), in seconds or as
// an HTTP date. It is false when there is none or it cannot be read.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0, false
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		return seconds(n)
	}
	t, err := http.ParseTime(v)
	if err != nil {
		return 0, false
	}
	return min(max(t.Sub(now), 0), longest), true
}

// Exhausted reads X-RateLimit-Remaining and X-RateLimit-Reset (not a standard;
// the names without "X-" are those of the IETF draft). When nothing remains it
// returns when the host may be asked again. The reset is read in each form that
// is in use: an ISO 8601 time, a Unix time, or seconds from now.
func Exhausted(h http.Header, now time.Time) (until time.Time, yes bool) {
	left, err := strconv.ParseFloat(field(h, "RateLimit-Remaining"), 64)
	if err != nil || math.IsNaN(left) || left >= 1 {
		return time.Time{}, false
	}
	reset := field(h, "RateLimit-Reset")
	if t, err := time.Parse(time.RFC3339, reset); err == nil {
		return bounded(t.UTC(), now)
	}
	n, err := strconv.ParseFloat(reset, 64)
	if err != nil || math.IsNaN(n) {
		return time.Time{}, false
	}
	if n >= epochFrom {
		if n > float64(now.Add(longest).Unix()) {
			return now.Add(longest), true
		}
		return bounded(time.Unix(int64(n), 0).UTC(), now)
	}
	d, ok := seconds(n)
	return now.Add(d), ok
}

func field(h http.Header, name string) string {
	if v := h.Get("X-" + name); v != "" {
		return strings.TrimSpace(v)
	}
	return strings.TrimSpace(h.Get(name))
}

func seconds(n float64) (time.Duration, bool) {
	if math.IsNaN(n) || n < 0 {
		return 0, false
	}
	if n > longest.Seconds() {
		return longest, true
	}
	return time.Duration(n * float64(time.Second)), true
}

// bounded drops a moment already past and cuts one too far away.
func bounded(t, now time.Time) (time.Time, bool) {
	switch {
	case !t.After(now):
		return time.Time{}, false
	case t.Sub(now) > longest:
		return now.Add(longest), true
	default:
		return t, true
	}
}
