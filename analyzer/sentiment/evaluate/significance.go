package evaluate

import "math"

// Difference compares two judges on the same texts.
type Difference struct {
	// OnlyFirst and OnlySecond count the texts that one has right and the
	// other wrong.
	OnlyFirst, OnlySecond int
	// P is the probability of a difference as large if both were as good: the
	// exact two-sided McNemar test (1947).
	P float64
}

// Better tells whether the second has more texts right than the first and
// chance is an unlikely reason, at the level of 5 %.
func (d Difference) Better() bool { return d.OnlySecond > d.OnlyFirst && d.P < 0.05 }

// Differ measures two judges against each other.
func Differ(first, second Judge, texts []Text) Difference {
	var onlyFirst, onlySecond int
	for _, t := range texts {
		a := first.Judge(t.Text, t.Language).Label == t.Label
		b := second.Judge(t.Text, t.Language).Label == t.Label
		switch {
		case a && !b:
			onlyFirst++
		case b && !a:
			onlySecond++
		}
	}
	return NewDifference(onlyFirst, onlySecond)
}

// NewDifference is the difference of two judges of whom one alone was right on
// so many texts, and the other alone on so many.
func NewDifference(onlyFirst, onlySecond int) Difference {
	return Difference{OnlyFirst: onlyFirst, OnlySecond: onlySecond, P: mcnemar(onlyFirst, onlySecond)}
}

// mcnemar is twice the lower tail of the binomial distribution with n = a + b
// and p = 1/2, at most 1.
func mcnemar(a, b int) float64 {
	n, k := a+b, min(a, b)
	logHalf := float64(n) * math.Log(0.5)
	all, _ := math.Lgamma(float64(n + 1))
	var tail float64
	for i := range k + 1 {
		x, _ := math.Lgamma(float64(i + 1))
		y, _ := math.Lgamma(float64(n - i + 1))
		tail += math.Exp(all - x - y + logHalf)
	}
	return min(2*tail, 1)
}
