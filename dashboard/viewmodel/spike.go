package viewmodel

import (
	"math"
	"slices"

	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Outlier is a step that is unusually high or low in its period, or several in a
// row.
type Outlier struct {
	// Index is the most unusual step, First and Last are the run of steps it is in.
	Index, First, Last int
	// Count is the count of step Index, Expected the median of the baseline.
	Count, Expected int64
	// High marks a spike; otherwise the step is quiet.
	High bool
}

const (
	spikeSpreads = 3.5
	quietSpreads = 3
	minCount     = 10
	minSteps     = 5
)

// Outliers finds the spikes and quiet steps among counts, of which the first
// finished are over: those further from the median than a number of spreads.
// Median and spread are those of the finished steps and of the period before, so
// that a week is not judged by itself alone; outliers hardly change either of
// them. The spread is the median absolute deviation scaled to a standard
// deviation, and 3.5 of them the customary bound (Iglewicz and Hoaglin, "How to
// Detect and Handle Outliers", 1993), but at least that of a Poisson count, so
// that a small change among even days is no spike.
//
// Quiet steps are looked for among the square roots, whose spread does not grow
// with the count (Bartlett, "The Square Root Transformation in Analysis of
// Variance", 1936): among plain counts nothing lies far below the median, as no
// count is below zero, and a busy month hides a silent weekend. An unfinished step
// can be a spike, but not quiet.
func Outliers(counts, before []int64, finished int) []Outlier {
	return outliers(counts, slices.Concat(sinceFirst(before), counts[:finished]), finished, nil)
}

// outliers are the Outliers among the steps of a view, leaving out of the baseline
// the steps in which nobody listened; such a step may be a spike, but not quiet.
func (c Coverage) outliers(v urlstate.View, brand string, steps Buckets, counts, before []int64) []Outlier {
	now := c.extents(v, steps, brand, "")
	then := c.extents(v.Previous(), NewBuckets(v.Previous()), brand, "")
	heard := func(counts []int64, extents []social.Extent) (out []int64) {
		for i, n := range counts {
			if i < len(extents) && extents[i] != social.NotAtAll {
				out = append(out, n)
			}
		}
		return out
	}
	finished := steps.Finished()
	usual := slices.Concat(sinceFirst(heard(before, then)), heard(counts[:finished], now))
	return outliers(counts, usual, finished, now)
}

// outliers finds the outliers among counts by the usual ones.
func outliers(counts, usual []int64, finished int, extents []social.Extent) []Outlier {
	if len(usual) < minSteps {
		return nil
	}
	median := medianOf(usual)
	root := math.Sqrt(median)
	high := median + spikeSpreads*max(deviation(usual, median, plainly), root, 1)
	low := root - quietSpreads*max(deviation(usual, root, math.Sqrt), 0.5)
	var out []Outlier
	for i, n := range counts {
		o := Outlier{Index: i, First: i, Last: i, Count: n, Expected: int64(math.Round(median))}
		switch {
		case n >= minCount && float64(n) > high:
			o.High = true
			out = join(out, o)
		case i < len(extents) && extents[i] == social.NotAtAll:
		case i < finished && median >= minCount && float64(n) < median/2 && math.Sqrt(float64(n)) < low:
			out = join(out, o)
		}
	}
	return out
}

// deviation is the median absolute deviation of scaled counts from center, as
// an estimate of their standard deviation.
func deviation(counts []int64, center float64, scale func(float64) float64) float64 {
	away := make([]float64, len(counts))
	for i, n := range counts {
		away[i] = math.Abs(scale(float64(n)) - center)
	}
	return 1.4826 * medianOf(away)
}

func plainly(n float64) float64 { return n }

// join appends o to out, or extends the last outlier of out if o follows it
// directly.
func join(out []Outlier, o Outlier) []Outlier {
	if len(out) == 0 {
		return append(out, o)
	}
	last := &out[len(out)-1]
	if last.High != o.High || last.Last != o.First-1 {
		return append(out, o)
	}
	last.Last = o.Last
	if o.High == (o.Count > last.Count) && o.Count != last.Count {
		last.Index, last.Count = o.Index, o.Count
	}
	return out
}

// sinceFirst is before without its leading zeros. Before the first mention nothing
// was collected, which does not mean that nothing was posted.
func sinceFirst(before []int64) []int64 {
	for i, n := range before {
		if n > 0 {
			return before[i:]
		}
	}
	return nil
}

func medianOf[N int64 | float64](values []N) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return float64(sorted[mid])
	}
	return float64(sorted[mid-1]+sorted[mid]) / 2
}

func mentions(figures []social.Figures) []int64 {
	out := make([]int64, len(figures))
	for i, f := range figures {
		out[i] = f.Mentions
	}
	return out
}
