package train

import (
	"math"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/feature"
)

// calibration makes the scores of negative and positive over neutral honest:
// factor is the inverse of the temperature (Guo et al. 2017, "On Calibration
// of Modern Neural Networks"), bias what the classes start from.
type calibration struct {
	factor float64
	bias   [2]float64
}

// apply puts a calibration into the table.
func (c calibration) apply(table sentiment.Table) sentiment.Table {
	table.Scale *= float32(c.factor)
	table.Bias = [2]float32{float32(c.bias[0]), float32(c.bias[1])}
	return table
}

// calibrate fits the calibration of a table on held-out rows by gradient
// descent on the weighted log loss. Sets without neutral rows say nothing of
// neutral and are left out; without any other row the calibration is otherwise.
func calibrate(table sentiment.Table, rows []row, otherwise calibration) calibration {
	lookup := make(map[uint32]int, len(table.Keys))
	for i, k := range table.Keys {
		lookup[k] = i
	}
	sum := func(keys []uint32) (negative, positive float64) {
		by := float64(table.Scale * feature.Share(len(keys)))
		for _, k := range keys {
			if i, ok := lookup[k]; ok {
				negative += by * float64(table.Weights[2*i])
				positive += by * float64(table.Weights[2*i+1])
			}
		}
		return negative, positive
	}
	var x feature.Extractor
	var held []scored
	for _, r := range rows {
		if r.binary || r.noisy {
			continue
		}
		x.Extract(r.text, false)
		wn, wp := sum(x.Words)
		gn, gp := sum(x.Grams)
		held = append(held, scored{wn + gn, wp + gp, r.class, float64(r.weight)})
	}
	if len(held) < fewestHeld {
		return otherwise
	}
	return fitCalibration(held)
}

// fewestHeld is how many held-out rows make a calibration of their own.
const fewestHeld = 50

// scored is a held-out row with the scores it got, without bias.
type scored struct {
	negative, positive float64
	class              int
	weight             float64
}

func fitCalibration(held []scored) calibration {
	const (
		rounds = 400
		rate   = 0.5
	)
	c := calibration{factor: 1}
	var total float64
	for _, s := range held {
		total += s.weight
	}
	for range rounds {
		var df, dn, dp float64
		for _, s := range held {
			n := math.Exp(c.factor*s.negative + c.bias[0])
			p := math.Exp(c.factor*s.positive + c.bias[1])
			sum := 1 + n + p
			gn, gp := n/sum, p/sum
			switch s.class {
			case 0:
				gn--
			case 2:
				gp--
			}
			df += s.weight * (gn*s.negative + gp*s.positive)
			dn += s.weight * gn
			dp += s.weight * gp
		}
		c.factor -= rate * df / total
		c.bias[0] -= rate * dn / total
		c.bias[1] -= rate * dp / total
		c.factor = max(c.factor, 0.05)
	}
	return c
}
