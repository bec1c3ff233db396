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
	// trialTime is when to ask again while a trial is under way.
	trialTime = 30 * time.Second
)

// RestError is the error of a request that was not sent, as its host is left alone.
type RestError struct {
	until time.Time
	err   error
}

// Error says which host is left alone, why, and until when.
func (e *RestError) Error() string { return e.err.Error() }

// Unwrap is the error with the code of the host's last failure.
func (e *RestError) Unwrap() error { return e.err }

// RestsUntil is when the host may be asked again.
func (e *RestError) RestsUntil() time.Time { return e.until }

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
		return &RestError{until: b.until, err: social.Errorf(social.CodeOf(b.fault), "crawler: %s failed %d times in a row and is left alone until %s; the last time: %w",
			name, b.failures, b.until.Format(time.RFC3339), b.fault)}
	case b.probing:
		return &RestError{until: now.Add(trialTime), err: social.Errorf(social.CodeOf(b.fault), "crawler: %s failed %d times in a row and is being tried with a single request; the last time: %w",
			name, b.failures, b.fault)}
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
