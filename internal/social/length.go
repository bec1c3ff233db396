package social

import (
	"strconv"
	"strings"
	"time"
)

// LongestLength bounds a length of time that is read.
const LongestLength = 36500 * 24 * time.Hour

// descriptors are lengths of time by the names that cron has for them. A month and a year are
// none, as they are not always as long.
var descriptors = map[string]time.Duration{
	"@hourly": time.Hour, "@daily": 24 * time.Hour, "@midnight": 24 * time.Hour, "@weekly": 7 * 24 * time.Hour,
}

// longUnits are the units that Go does not know. A day is 24 hours here, whatever a clock does.
var longUnits = map[byte]time.Duration{'d': 24 * time.Hour, 'w': 7 * 24 * time.Hour}

// ParseLength reads a length of time as every setting, flag and address of Earshot writes it: as
// Go does ("90s", "1h30m"), in days and weeks ("90d", "1d12h", "2w"), or by a name of cron
// ("@daily", "@every 1h"). It is not negative, and LongestLength at most. The error has CodeInvalid.
func ParseLength(text string) (time.Duration, error) {
	bad := func() (time.Duration, error) {
		return 0, Errorf(CodeInvalid, "%q is not a length of time: write 90s, 15m, 2h, 30d or @daily", text)
	}
	rest := strings.TrimSpace(text)
	if length, named := descriptors[rest]; named {
		return length, nil
	}
	if every, ok := strings.CutPrefix(rest, "@every "); ok {
		rest = strings.TrimSpace(every)
	}
	var long time.Duration
	for {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 || digits == len(rest) || longUnits[rest[digits]] == 0 {
			break
		}
		unit := longUnits[rest[digits]]
		n, err := strconv.Atoi(rest[:digits])
		if err != nil || n > int(LongestLength/unit) {
			return bad()
		}
		long += time.Duration(n) * unit
		if long > LongestLength {
			return bad()
		}
		if rest = rest[digits+1:]; rest == "" {
			return long, nil
		}
	}
	short, err := time.ParseDuration(rest)
	if err != nil || short < 0 || short > LongestLength || long+short > LongestLength || long > 0 && strings.HasPrefix(rest, "+") {
		return bad()
	}
	return long + short, nil
}
