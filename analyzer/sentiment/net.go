package sentiment

import "fmt"

// maxDim bounds Net.Dim and Net.Hidden.
const maxDim = 32

// Net is a small neural network beside the linear weights of a table. The
// embeddings of a text's features are added up as the weights are, and one hidden
// layer of rectified linear units turns the sum into scores that are added to the
// table's (a deep averaging network, Iyyer et al. 2015, beside a linear model,
// Cheng et al. 2016, "Wide & Deep"). It models combinations of words, which a
// linear model cannot.
type Net struct {
	// Dim is the dimension of an embedding, Hidden the number of hidden units. With
	// a Dim of 0 there is no network.
	Dim, Hidden int
	// Scale is the factor from a quantised embedding to its value.
	Scale float32
	// Embeddings holds Dim numbers for each key of the table, in the order of keys.
	Embeddings []int8
	// In holds the Dim input weights of each hidden unit, Bias its bias.
	In, Bias []float32
	// Out holds Hidden output weights for negative, then as many for positive;
	// OutBias holds the biases of these two.
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

// Scores returns what the network adds to the scores of negative and positive for
// a sum of embeddings, Dim numbers.
func (n *Net) Scores(sum []float32) (negative, positive float32) {
	var padded [maxDim]float32
	copy(padded[:], sum)
	return n.scores(&padded, nil)
}

// scores is the forward pass. If gradient is not nil, it is set to the gradient of
// the positive minus the negative score with respect to sum: a network of rectified
// linear units is linear around every input, so a feature's contribution is exact.
func (n *Net) scores(sum *[maxDim]float32, gradient *[maxDim]float32) (negative, positive float32) {
	negative, positive = n.OutBias[0], n.OutBias[1]
	if gradient != nil {
		*gradient = [maxDim]float32{}
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
		if gradient != nil {
			for k, w := range in {
				gradient[k] += (toPositive - toNegative) * w
			}
		}
	}
	return negative, positive
}
