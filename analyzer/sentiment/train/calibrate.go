package train

import (
	"math"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/feature"
)

// calibration turns the scores of negative and positive into calibrated log-odds
// against neutral. weights and net are the inverse temperatures (Guo et al.
// 2017, "On Calibration of Modern Neural Networks") of the linear weights and of
// the network, so they also weigh the two against each other; bias holds the
// biases of the two classes.
type calibration struct {
	weights, net float64 // net is 0 where there is no network
	bias         [2]float64
	// sure is the least certainty that is sure; see sureFrom.
	sure float64
}

// calibrations holds the calibration of each table, by name.
type calibrations map[string]calibration

// of returns the known calibration of a table of this name, or else one fitted
// to rows; see calibrate.
func (known calibrations) of(table sentiment.Table, rows []row, polar bool, shrinkage float64, otherwise calibration) calibration {
	if c, ok := known[table.Language]; ok {
		return c
	}
	return calibrate(table, rows, polar, shrinkage, otherwise)
}

// scaledBy returns the calibration with all scores multiplied by a factor below
// 1, which makes the probabilities less certain. 0 leaves it as it is.
func (c calibration) scaledBy(by float64) calibration {
	if by == 0 {
		return c
	}
	return calibration{by * c.weights, by * c.net, [2]float64{by * c.bias[0], by * c.bias[1]}, c.sure}
}

// apply folds a calibration into the table's scales and biases.
func (c calibration) apply(table sentiment.Table) sentiment.Table {
	table.Scale *= float32(c.weights)
	for i := range table.Net.Out {
		table.Net.Out[i] *= float32(c.net)
	}
	table.Net.OutBias[0] *= float32(c.net)
	table.Net.OutBias[1] *= float32(c.net)
	table.Bias = [2]float32{float32(c.bias[0]), float32(c.bias[1])}
	table.Sure = float32(c.sure)
	return table
}

// calibrate fits the calibration of a table to held-out rows by gradient descent
// on the weighted log loss. Rows of datasets without neutral texts hold no
// evidence about neutral and are left out, unless the table is polar, that is,
// only separates negative from positive. With fewer than minCalibrationRows rows
// it returns otherwise.
func calibrate(table sentiment.Table, rows []row, polar bool, shrinkage float64, otherwise calibration) calibration {
	model := newScorer(table)
	var x feature.Extractor
	var validation []scored
	for _, r := range rows {
		if r.noisy || r.binary && !polar {
			continue
		}
		x.Extract(r.text, r.language, nil, false)
		s := scored{class: r.class, weight: float64(r.weight)}
		s.weights, s.net = model.scores(&x)
		validation = append(validation, s)
	}
	if len(validation) < minCalibrationRows {
		return otherwise
	}
	c := fitCalibration(validation, polar)
	if model.table.Net.Dim == 0 {
		c.net = 0
	}
	c.sure = sureFrom(judged(validation, c.scaledBy(shrinkage)))
	return c
}

// minCalibrationRows is the fewest held-out rows that a calibration is fitted
// to.
const minCalibrationRows = 50

// polarBias is the log-odds of negative and of positive against neutral in a
// polar table where both scores are 0: neutral is never the label there, and
// gets about one part in twenty.
const polarBias = 2.2

// scored is a held-out row with the scores of negative and positive by the
// weights and by the network, without biases.
type scored struct {
	weights, net [2]float64
	class        int
	weight       float64
}

func fitCalibration(validation []scored, polar bool) calibration {
	const (
		rounds = 1000
		rate   = 0.5
	)
	var total float64
	var sizes [2]float64 // of the scores: each factor steps in its own measure
	for _, s := range validation {
		total += s.weight
		sizes[0] += s.weight * (s.weights[0]*s.weights[0] + s.weights[1]*s.weights[1])
		sizes[1] += s.weight * (s.net[0]*s.net[0] + s.net[1]*s.net[1])
	}
	for i := range sizes {
		sizes[i] = max(math.Sqrt(sizes[i]/(2*total)), 1e-6)
	}
	c := calibration{weights: 0.5 / sizes[0], net: 0.5 / sizes[1]}
	if polar {
		c.bias = [2]float64{polarBias, polarBias}
	}
	for range rounds {
		var dw, dn float64
		var db [2]float64
		for _, s := range validation {
			p := c.probabilities(s)
			if polar {
				p[0], p[1] = p[0]/(p[0]+p[1]), p[1]/(p[0]+p[1])
			}
			switch s.class {
			case 0:
				p[0]--
			case 2:
				p[1]--
			}
			for k, g := range p {
				g *= s.weight / total
				dw += g * s.weights[k]
				dn += g * s.net[k]
				db[k] += g
			}
		}
		c.weights = max(c.weights-rate*dw/(sizes[0]*sizes[0]), 0)
		c.net = max(c.net-rate*dn/(sizes[1]*sizes[1]), 0)
		for k, g := range db {
			c.bias[k] -= rate * g
		}
	}
	return c
}

// probabilities returns those of negative and positive.
func (c calibration) probabilities(s scored) [2]float64 {
	n := math.Exp(c.weights*s.weights[0] + c.net*s.net[0] + c.bias[0])
	p := math.Exp(c.weights*s.weights[1] + c.net*s.net[1] + c.bias[1])
	return [2]float64{n / (1 + n + p), p / (1 + n + p)}
}

// scorer scores texts with a table that is not part of a model yet.
type scorer struct {
	table sentiment.Table
	place map[uint32]int
}

func newScorer(table sentiment.Table) scorer {
	s := scorer{table: table, place: make(map[uint32]int, len(table.Keys))}
	for i, k := range table.Keys {
		s.place[k] = i
	}
	return s
}

// scores returns the scores of negative and positive by the weights and by the
// network.
func (s scorer) scores(x *feature.Extractor) (weights, net [2]float64) {
	dim := s.table.Net.Dim
	sum := make([]float32, dim)
	for _, keys := range [][]uint32{x.Words, x.Grams} {
		share := feature.LengthNorm(len(keys))
		for _, k := range keys {
			i, ok := s.place[k]
			if !ok {
				continue
			}
			for c := range weights {
				weights[c] += float64(share * s.table.Scale * float32(s.table.Weights[2*i+c]))
			}
			for j, e := range s.table.Net.Embeddings[i*dim : (i+1)*dim] {
				sum[j] += share * s.table.Net.Scale * float32(e)
			}
		}
	}
	if dim > 0 {
		n, p := s.table.Net.Scores(sum)
		net = [2]float64{float64(n), float64(p)}
	}
	return weights, net
}
