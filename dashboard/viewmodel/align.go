package viewmodel

import (
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// counterparts are, for each step of v, the step of the period before that it is
// compared with: of a chart of hours, that at which the clocks showed the same. It is
// -1 where they never did; of an hour that came twice it is the first.
func counterparts(v urlstate.View, steps, past Buckets) []int {
	out := make([]int, len(steps.Starts))
	for i, start := range steps.Starts {
		out[i] = i
		if steps.By == social.ByHour && v.Period != urlstate.Day {
			year, month, day := start.Date()
			out[i] = past.showing(time.Date(year, month, day-v.Days(), start.Hour(), 0, 0, 0, time.UTC))
		}
		if out[i] >= len(past.Starts) {
			out[i] = -1
		}
	}
	return out
}

// showing is the first hour in which the clocks show what they do in UTC at t, -1 where
// they skip it.
func (b Buckets) showing(t time.Time) int {
	clock := func(at time.Time) string { return at.Format("2006-01-02 15") }
	return slices.IndexFunc(b.Starts, func(at time.Time) bool { return clock(at) == clock(t) })
}

// align puts the values of the period before below the steps they are compared with;
// what has no counterpart is unknown.
func align(s *component.Series, counterparts []int) {
	if len(s.Previous) == 0 {
		return
	}
	values := make([]float64, len(counterparts))
	var unknown []int
	for i, before := range counterparts {
		if before < 0 || slices.Contains(s.UnknownBefore, before) {
			unknown = append(unknown, i)
			continue
		}
		values[i] = s.Previous[before]
	}
	s.Previous, s.UnknownBefore = values, unknown
}
