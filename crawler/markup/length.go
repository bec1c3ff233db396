package markup

import (
	"regexp"
	"strconv"
	"strings"
)

// longest is the longest recording that is believed, in seconds: thirty days.
const longest = 30 * 24 * 60 * 60

// isoLength is a duration of ISO 8601 up to hours, as schema.org and ActivityPub write it.
var isoLength = regexp.MustCompile(`^P(?:(\d{1,3})D)?T?(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:\.\d+)?S)?$`)

// Seconds reads how long a recording is, in whole seconds, those begun counted: a number of
// seconds ("61.5"), a clock ("1:02:03", "2:03"), or a duration of ISO 8601 ("PT1M2S"). 0 is
// unknown.
func Seconds(text string) int64 {
	text = strings.TrimSpace(text)
	if m := isoLength.FindStringSubmatch(strings.ToUpper(text)); m != nil {
		var sum int64
		for i, unit := range []int64{24 * 60 * 60, 60 * 60, 60, 1} {
			n, err := strconv.ParseInt(m[i+1], 10, 32)
			if err == nil { // else it is not written
				sum += n * unit
			}
		}
		return believed(sum)
	}
	var sum float64
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0
	}
	for _, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || n < 0 || n > longest {
			return 0
		}
		sum = sum*60 + n
	}
	if sum > longest {
		return 0
	}
	whole := int64(sum)
	if float64(whole) < sum {
		whole++
	}
	return believed(whole)
}

func believed(seconds int64) int64 {
	if seconds < 0 || seconds > longest {
		return 0
	}
	return seconds
}
