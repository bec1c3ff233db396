package social_test

import (
	"testing"
	"time"

	"earshot/internal/social"
)

const day = 24 * time.Hour

func TestLengthsOfTime(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"90s": 90 * time.Second, "1h30m": 90 * time.Minute, "1d": day, "90d": 90 * day, "1d12h": 36 * time.Hour,
		"2w": 14 * day, "1w2d": 9 * day, "@daily": day, "@midnight": day, "@hourly": time.Hour, "@weekly": 7 * day,
		"@every 1h": time.Hour, "@every 2d": 2 * day, " 15m ": 15 * time.Minute, "0": 0, "0s": 0, "0d": 0, "36500d": social.LongestLength,
	} {
		if got, err := social.ParseLength(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "d", "5", "-1h", "-1d", "1d-2h", "1d+2h", "36501d", "99999999999999999999d", "36500d1s", "36500d36500d36500d36500d", "@monthly", "@every", "1 d", "1.5d", "1D", "876001h"} {
		if got, err := social.ParseLength(text); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%q is taken for %v, %v", text, got, err)
		}
	}
}

func FuzzParseLength(f *testing.F) {
	f.Add("1d12h")
	f.Add("9223372036854775807d")
	f.Add("-1h1d")
	f.Add("1.5d ")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := social.ParseLength(text)
		if err == nil && (got < 0 || got > social.LongestLength) {
			t.Errorf("%q is %v", text, got)
		}
	})
}
