package logo

import "math"

// certainty is how likely a logo is there: a logistic regression fitted to what was found in pictures of
// logotest (With and Without) of the seeds 10000 to 13999. internal/bench/logo measures it on others.
func (e evidence) certainty() float64 {
	z := -16.325 + 2.37*e.correlation + 3.998*e.correlation*e.correlation + 6.221*e.parts + 1.045*max(e.rest, -0.5) + 6.629*e.edges +
		1.257*math.Log1p(e.support) - 1.868*(e.detail-7) + 1.814*(e.size-4.5)
	return 1 / (1 + math.Exp(-z))
}
