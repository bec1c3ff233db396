package polite

import (
	"time"

	"earshot/internal/social"
)

const (
	// tolerance is how many requests in a row may fail before a host is left alone.
	tolerance = 5
	// firstRest is how long it is left alone then. The time doubles with each
	// failed trial, up to longestRest.
	firstRest   = 30 * time.Second
	longestRest = time.Hour
)

// breaker is a circuit breaker (Nygard, Release It!): closed while a host works,
// open for a time after repeated failures, and half open when that time is
// over, until one trial request has succeeded or failed.
type breaker struct {
	failures int
	fault    error
	// rest is how long the host was last left alone, until is when that ends.
	rest  time.Duration
	until time.Time
	// probing is set while the trial request is in flight.
	probing bool
}

// check returns an error while no request may be sent to the host.
func (b *breaker) check(name string, now time.Time) error {
	switch {
	case b.failures < tolerance:
		return nil
	case now.Before(b.until):
		return social.Errorf(social.CodeOf(b.fault), "crawler: %s failed %d times in a row and is left alone until %s; the last time: %w",
			name, b.failures, b.until.Format(time.RFC3339), b.fault)
	case b.probing:
		return social.Errorf(social.CodeOf(b.fault), "crawler: %s failed %d times in a row and is being tried with a single request; the last time: %w",
			name, b.failures, b.fault)
	default:
		return nil
	}
}

// isTrial tells whether the request that begins is the trial request.
func (b *breaker) isTrial() bool {
	if b.failures < tolerance {
		return false
	}
	b.probing = true
	return true
}

// learn updates the breaker with the outcome of a request; a nil fault means
// that the host works.
func (b *breaker) learn(fault error, now time.Time) {
	b.probing = false
	if fault == nil {
		*b = breaker{}
		return
	}
	b.failures++
	b.fault = fault
	if b.failures < tolerance {
		return
	}
	b.rest = min(max(2*b.rest, firstRest), longestRest)
	b.until = now.Add(b.rest)
}
