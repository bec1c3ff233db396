package database

import (
	"time"
)

// Flag is how a truth is stored.
func Flag(set bool) uint8 {
	if set {
		return 1
	}
	return 0
}

// OrNull is nil for the zero time.
func OrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// OrNil makes an empty list nil, as it was before it was stored.
func OrNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// OrZero is the zero time for nil.
func OrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// List makes nil an empty list: nil would be sent as NULL.
func List(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

// Texts are values of a type of the domain as plain texts.
func Texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
