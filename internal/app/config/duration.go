package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time written as Go writes it ("90s", "1h30m") or in
// whole days ("30d").
type Duration time.Duration

// UnmarshalText reads a duration; it must not be negative.
func (d *Duration) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return fmt.Errorf("%q is not a length of time: write 90s, 15m, 2h or 30d", s)
		}
		*d = Duration(time.Duration(n) * 24 * time.Hour)
		return nil
	}
	v, err := time.ParseDuration(s)
	if err != nil || v < 0 {
		return fmt.Errorf("%q is not a length of time: write 90s, 15m, 2h or 30d", s)
	}
	*d = Duration(v)
	return nil
}

// String writes the duration as Go does.
func (d Duration) String() string { return time.Duration(d).String() }

// Std is the duration as the standard library's type.
func (d Duration) Std() time.Duration { return time.Duration(d) }
