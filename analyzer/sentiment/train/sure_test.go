package train

import "testing"

// TestSureFrom has labels that are right as often as they are certain, in steps.
func TestSureFrom(t *testing.T) {
	var all []judgement
	for _, step := range []struct {
		certainty float64
		right     int // of ten
	}{{0.4, 3}, {0.5, 6}, {0.6, 5}, {0.7, 7}, {0.8, 9}} {
		for i := range 10 {
			all = append(all, judgement{step.certainty + float64(i)/1000, i*7%10 < step.right})
		}
	}
	if got := sureFrom(all); got < 0.6 || got > 0.71 {
		t.Errorf("sure from %.3f, want from about 0.7", got)
	}
	for i := range all {
		all[i].right = i%2 == 0
	}
	if got := sureFrom(all); got < 0.8 {
		t.Errorf("sure from %.3f where half of the labels are right", got)
	}
	if got := sureFrom(nil); got != 1 {
		t.Errorf("sure from %.3f without texts", got)
	}
}

func TestNaiveBayesScales(t *testing.T) {
	// Feature 0 is in every text, 1 in the negative ones, 2 in the positive ones.
	var examples []example
	for i := range 20 {
		side := uint32(i % 2)
		examples = append(examples, example{words: []uint32{0, 1 + side}, class: 2 * int(side)})
	}
	scales := naiveBayesScales(examples, 4)
	if scales[0] > 0.01 || scales[3] > 0.01 || scales[1] < 2 || scales[2] < 2 {
		t.Errorf("scales %v, want none for the feature of all texts and the unknown one, much for the others", scales)
	}
}
