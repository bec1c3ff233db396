package train

import "math"

// surePrecision is the share of right labels from which a certainty is sure.
const surePrecision = 0.7

// judgement is the certainty of a label, and whether it was right.
type judgement struct {
	certainty float64
	right     bool
}

// judged returns the judgements of held-out rows under a calibration.
func judged(rows []scored, c calibration) []judgement {
	out := make([]judgement, 0, len(rows))
	for _, r := range rows {
		p := c.probabilities(r)
		all := [3]float64{p[0], 1 - p[0] - p[1], p[1]}
		label := 1
		if all[0] > all[1] && all[0] >= all[2] {
			label = 0
		} else if all[2] > all[1] {
			label = 2
		}
		out = append(out, judgement{all[label], label == r.class})
	}
	return out
}

// sureFrom returns the certainty under which the share of right labels falls below
// surePrecision: the share is fitted as a logistic function of the log-odds of the
// certainty (Platt 1999), by Newton's method. It is 1 where the share does not rise
// with the certainty, or without texts.
func sureFrom(all []judgement) float64 {
	const rounds = 50
	a, b := 0.0, 1.0
	for range rounds {
		// A weak prior on the identity keeps few texts from deciding much.
		ga, gb, haa, hab, hbb := a, b-1, 1.0, 0.0, 1.0
		for _, j := range all {
			x := logit(j.certainty)
			p := 1 / (1 + math.Exp(-a-b*x))
			off := p
			if j.right {
				off--
			}
			w := p * (1 - p)
			ga, gb = ga+off, gb+off*x
			haa, hab, hbb = haa+w, hab+w*x, hbb+w*x*x
		}
		det := haa*hbb - hab*hab
		a, b = a-(hbb*ga-hab*gb)/det, b-(haa*gb-hab*ga)/det
	}
	const leastSlope = 0.1
	if len(all) == 0 || b < leastSlope {
		return 1
	}
	return 1 / (1 + math.Exp(-(logit(surePrecision)-a)/b))
}

func logit(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}
