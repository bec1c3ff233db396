package sentiment

import "fmt"

// maxDim bounds Net.Dim and Net.Hidden.
const maxDim = 32

// Net is a small network beside the weights of a table: the embeddings of the
// features found are added up as the weights are, and one layer of rectified
// units turns the sum into scores that are added to the table's (a deep
// averaging network, Iyyer et al. 2015, beside a linear model, Cheng et al.
// 2016). It sees what words mean together, which single weights cannot.
type Net struct {
	// Dim is how many numbers an embedding has, Hidden how many units there
	// are. With a Dim of 0 there is no network.
	Dim, Hidden int
	// Scale turns a number of Embeddings into one of the sum.
	Scale float32
	// Embeddings are those of the table's keys, in their order, Dim each.
	Embeddings []int8
	// In holds Dim weights a unit, Bias what a unit has without evidence.
	In, Bias []float32
	// Out holds Hidden weights for negative, then as many for positive;
	// OutBias what these two have over neutral without any unit.
	Out     []float32
	OutBias [2]float32
}

func (n Net) check(keys int) error {
	if n.Dim == 0 && n.Hidden == 0 {
		return nil
	}
	switch {
	case n.Dim < 1 || n.Dim > maxDim || n.Hidden < 1 || n.Hidden > maxDim:
		return fmt.Errorf("a network of %d by %d, want 1 to %d each", n.Dim, n.Hidden, maxDim)
	case len(n.Embeddings) != keys*n.Dim:
		return fmt.Errorf("%d embedding numbers for %d features, want %d each", len(n.Embeddings), keys, n.Dim)
	case len(n.In) != n.Hidden*n.Dim || len(n.Bias) != n.Hidden || len(n.Out) != 2*n.Hidden:
		return fmt.Errorf("the layers of a network of %d by %d are of another size", n.Dim, n.Hidden)
	}
	for _, layer := range [][]float32{n.In, n.Bias, n.Out, n.OutBias[:], {n.Scale}} {
		for _, f := range layer {
			if !(f > -1e6 && f < 1e6) {
				return fmt.Errorf("network weight %g out of range", f)
			}
		}
	}
	return nil
}

// Scores are what the network adds to negative and positive for a sum of
// embeddings, Dim numbers.
func (n *Net) Scores(sum []float32) (negative, positive float32) {
	var padded [maxDim]float32
	copy(padded[:], sum)
	return n.scores(&padded, nil)
}

// scores are what the network adds to negative and positive for a sum of
// embeddings. slope becomes how much positive less negative rises with each
// number of the sum: the network is linear about every text, so that what a
// feature contributes can be told exactly.
func (n *Net) scores(sum *[maxDim]float32, slope *[maxDim]float32) (negative, positive float32) {
	negative, positive = n.OutBias[0], n.OutBias[1]
	if slope != nil {
		*slope = [maxDim]float32{}
	}
	for unit := range n.Hidden {
		value := n.Bias[unit]
		in := n.In[unit*n.Dim:][:n.Dim]
		for k, w := range in {
			value += w * sum[k]
		}
		if value <= 0 {
			continue
		}
		toNegative, toPositive := n.Out[unit], n.Out[n.Hidden+unit]
		negative += toNegative * value
		positive += toPositive * value
		if slope != nil {
			for k, w := range in {
				slope[k] += (toPositive - toNegative) * w
			}
		}
	}
	return negative, positive
}
