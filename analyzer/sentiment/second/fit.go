package second

import (
	"cmp"
	"math"
	"slices"

	"github.com/viterin/vek/vek32"

	"earshot/analyzer/encoder"
	"earshot/internal/social"
)

// Example is a labelled text with its vector and, where it is held out, what a model
// that has not learned from it says of it first.
type Example struct {
	Vector [encoder.Size]float32
	Label  social.Label
	First  social.Sentiment
}

const (
	// fitSteps are steps of gradient descent with momentum over all examples.
	fitSteps, fitRate, fitMomentum = 400, 4, 0.9
	// fitDecay is the share of the squared weights in the loss, chosen on held-out
	// texts of en_tweeteval.
	fitDecay = 2e-5
	// mixSteps and mixRate are those of the four numbers that weigh the readings.
	mixSteps, mixRate = 2000, 0.5
)

// Fit learns a head from training examples, all classes counting alike, and fits how
// far it and the first reading count on held-out ones that are read a second time.
func Fit(training, heldOut []Example) *Head {
	h := fitWeights(training).mixed(heldOut)
	h.SureFrom = sureFrom(h, heldOut)
	return h
}

const (
	// leastPrecision is the share of right labels that makes a certainty sure, as for
	// the first reading.
	leastPrecision = 0.7
	// leastTexts is how many texts a share is taken of.
	leastTexts = 100
)

// sureFrom is the least certainty from which on labels are right often enough: going
// down from the most certain text, the last of each run of leastTexts of which
// leastPrecision are right. Where no run is, nothing is sure.
func sureFrom(h *Head, examples []Example) float32 {
	type judged struct {
		certainty float32
		right     bool
	}
	all := make([]judged, len(examples))
	for i := range examples {
		s := h.judge(examples[i].First, &examples[i].Vector)
		all[i] = judged{s.Certainty(), s.Label == examples[i].Label}
	}
	slices.SortFunc(all, func(a, b judged) int { return cmp.Compare(b.certainty, a.certainty) })
	right, from := 0, float32(1)
	for i, j := range all {
		if j.right {
			right++
		}
		if i < leastTexts-1 {
			continue
		}
		if i >= leastTexts && all[i-leastTexts].right {
			right--
		}
		if float64(right) < leastPrecision*leastTexts {
			break
		}
		from = j.certainty
	}
	return from
}

// fitWeights is a multinomial logistic regression with neutral as the reference.
func fitWeights(examples []Example) *Head {
	h, speed := new(Head), new(Head)
	weights := classWeights(examples)
	for range fitSteps {
		var gradient Head
		for i := range examples {
			e := &examples[i]
			n := vek32.Dot(h.Weights[0][:], e.Vector[:]) + h.Bias[0]
			p := vek32.Dot(h.Weights[1][:], e.Vector[:]) + h.Bias[1]
			step := residuals(n, p, e.Label, weights)
			for c, r := range step {
				gradient.Bias[c] += r
				for k, x := range e.Vector {
					gradient.Weights[c][k] += r * x
				}
			}
		}
		for c := range h.Weights {
			speed.Bias[c] = fitMomentum*speed.Bias[c] - fitRate*gradient.Bias[c]
			h.Bias[c] += speed.Bias[c]
			for k := range h.Weights[c] {
				speed.Weights[c][k] = fitMomentum*speed.Weights[c][k] - fitRate*(gradient.Weights[c][k]+fitDecay*h.Weights[c][k])
				h.Weights[c][k] += speed.Weights[c][k]
			}
		}
	}
	return h
}

// classWeights are weights of an example of each class, by which all classes have the
// same sum and all examples together 1.
func classWeights(examples []Example) map[social.Label]float32 {
	counts := map[social.Label]float32{}
	for _, e := range examples {
		counts[e.Label]++
	}
	for label, n := range counts {
		counts[label] = 1 / (n * float32(len(counts)))
	}
	return counts
}

// residuals are the derivatives of the weighted loss by the scores of negative and
// positive.
func residuals(negative, positive float32, label social.Label, weights map[social.Label]float32) [2]float32 {
	n, p := math.Exp(float64(negative)), math.Exp(float64(positive))
	sum := n + p + 1
	out := [2]float32{float32(n / sum), float32(p / sum)}
	switch label {
	case social.Negative:
		out[0]--
	case social.Positive:
		out[1]--
	}
	out[0] *= weights[label]
	out[1] *= weights[label]
	return out
}

// mixed returns the head scaled to be added to the first reading, which is scaled too.
func (h *Head) mixed(heldOut []Example) *Head {
	weights := classWeights(heldOut)
	first, second := float32(0.5), float32(0.5)
	var bias [2]float32
	for range mixSteps {
		var onFirst, onSecond float32
		var onBias [2]float32
		for i := range heldOut {
			e := &heldOut[i]
			a := logOdds(e.First)
			var b [2]float32
			for c := range b {
				b[c] = vek32.Dot(h.Weights[c][:], e.Vector[:]) + h.Bias[c]
			}
			step := residuals(first*a[0]+second*b[0]+bias[0], first*a[1]+second*b[1]+bias[1], e.Label, weights)
			for c, r := range step {
				onFirst += r * a[c]
				onSecond += r * b[c]
				onBias[c] += r
			}
		}
		first, second = max(0, first-mixRate*onFirst), max(0, second-mixRate*onSecond)
		for c := range bias {
			bias[c] -= mixRate * onBias[c]
		}
	}
	out := &Head{First: first}
	for c := range out.Weights {
		out.Bias[c] = bias[c] + second*h.Bias[c]
		for k, w := range h.Weights[c] {
			out.Weights[c][k] = second * w
		}
	}
	return out
}
