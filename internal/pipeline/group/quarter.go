package group

import (
	"math"
	"time"

	"earshot/analyzer/neardup"
)

// quarter is a stretch of time as long as neardup.Window, counted from 1970. What
// the posts of one are copies of is told by it and by the one before.
type quarter int64

func quarterOf(t time.Time) quarter {
	return quarter(math.Floor(float64(t.Unix()) / neardup.Window.Seconds()))
}

func (q quarter) start() time.Time {
	return time.Unix(int64(q)*int64(neardup.Window.Seconds()), 0).UTC()
}
