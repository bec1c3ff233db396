package evaluate

import "math"

// Difference compares two models on the same texts.
type Difference struct {
	// OnlyFirst and OnlySecond count the texts that one has right and the
	// other wrong.
	OnlyFirst, OnlySecond int
	// P is the p-value of the exact two-sided McNemar test (1947): the probability
	// of a difference at least as large if both models were equally good.
	P float64
}

// Better reports whether the second model has more texts right than the first,
// significantly at the level of 5 %.
func (d Difference) Better() bool { return d.OnlySecond > d.OnlyFirst && d.P < 0.05 }

// Worse reports whether the second model has fewer texts right than the first,
// significantly at a level, by the one-sided test.
func (d Difference) Worse(level float64) bool {
	return d.OnlyFirst > d.OnlySecond && d.OneSided() < level
}

// OneSided is the probability of a difference in this direction at least as large if
// both models were equally good.
func (d Difference) OneSided() float64 { return d.P / 2 }

// McNemar compares two models on texts by McNemar's test.
func McNemar(first, second Classifier, texts []Example) Difference {
	var onlyFirst, onlySecond int
	for _, t := range texts {
		a := first.Classify(t.Text, t.Language, nil).Label == t.Label
		b := second.Classify(t.Text, t.Language, nil).Label == t.Label
		switch {
		case a && !b:
			onlyFirst++
		case b && !a:
			onlySecond++
		}
	}
	return NewDifference(onlyFirst, onlySecond)
}

// NewDifference returns the Difference of two models, of which the first alone is
// right on onlyFirst texts and the second alone on onlySecond.
func NewDifference(onlyFirst, onlySecond int) Difference {
	return Difference{OnlyFirst: onlyFirst, OnlySecond: onlySecond, P: mcnemarP(onlyFirst, onlySecond)}
}

// mcnemarP is the two-sided p-value: twice the lower tail of the binomial
// distribution with n = a + b and p = 1/2, at most 1.
func mcnemarP(a, b int) float64 {
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
