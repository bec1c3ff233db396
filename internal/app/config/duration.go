package config

import (
	"time"

	"earshot/internal/social"
)

// Duration is a length of time as social.ParseLength reads it: "90s", "1h30m", "30d", "@daily".
type Duration time.Duration

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(text []byte) error {
	length, err := social.ParseLength(string(text))
	*d = Duration(length)
	return err
}

// String writes the duration as Go does.
func (d Duration) String() string { return time.Duration(d).String() }

// Std is the duration as the standard library's type.
func (d Duration) Std() time.Duration { return time.Duration(d) }
