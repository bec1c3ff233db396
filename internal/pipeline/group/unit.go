package group

import (
	"math"
	"time"

	"earshot/analyzer/neardup"
)

// unit is a stretch of ten days, counted from 1970.
type unit int64

const (
	unitLength = 10 * 24 * time.Hour
	// windowUnits are as long as neardup.Window: what is near to a post of a unit is in
	// as many before it, in it, or in as many after it.
	windowUnits = unit(neardup.Window / unitLength)
)

func unitOf(t time.Time) unit {
	return unit(math.Floor(float64(t.Unix()) / unitLength.Seconds()))
}

func (u unit) start() time.Time {
	return time.Unix(int64(u)*int64(unitLength.Seconds()), 0).UTC()
}

// reach is the first and the last unit in which what is wanted lies.
func reach(w neardup.Want) (first, last unit) {
	u := unitOf(w.Created)
	if w.Later {
		return u, u + windowUnits
	}
	return u - windowUnits, u
}
