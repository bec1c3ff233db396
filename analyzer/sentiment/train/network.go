package train

import (
	"math/rand/v2"

	"earshot/analyzer/sentiment"
)

// network fits a sentiment.Net: embeddings of the features of a vocabulary and
// one hidden layer of rectified linear units over their sum. It uses AdaGrad, as
// learner does, with one sum of squared gradients per embedding.
type network struct {
	dim, hidden int
	embeddings  []float32
	in, bias    []float32
	out         []float32 // three rows of hidden, one a class
	outBias     weights
	setBias     []weights // as learner.bias
	project     dense     // from pretrained vectors to an embedding's dimensions
	sums        gradients
	opts        Options

	sum, sumGradient []float32 // of the embeddings of an example
	value            []float32 // of the units
	featureDropout   featureDropout
}

// gradients holds the sums of squared gradients of each parameter.
type gradients struct {
	embeddings, in, bias, out []float32
	outBias                   weights
	setBias                   []weights
}

func newNetwork(features, sets int, opts Options, draw *rand.Rand) *network {
	n := &network{
		dim: opts.Dim, hidden: opts.Hidden, opts: opts,
		embeddings: make([]float32, features*opts.Dim),
		in:         make([]float32, opts.Hidden*opts.Dim), bias: make([]float32, opts.Hidden),
		out: make([]float32, 3*opts.Hidden), setBias: make([]weights, sets),
		sum: make([]float32, opts.Dim), sumGradient: make([]float32, opts.Dim), value: make([]float32, opts.Hidden),
		project:        newDense(opts.Dim),
		featureDropout: featureDropout{dropout: opts.Dropout},
	}
	spread := func(layer []float32, size float32) {
		for i := range layer {
			layer[i] = size * float32(draw.NormFloat64())
		}
	}
	spread(n.embeddings, 0.1)
	if opts.Vectors != nil {
		for _, row := range n.project.rows {
			spread(row, 0.1)
		}
	}
	spread(n.in, 1.4/sqrt(float32(n.dim)))
	spread(n.out, 1/sqrt(float32(n.hidden)))
	n.sums = gradients{
		embeddings: initialGradients(features), in: initialGradients(len(n.in)), bias: initialGradients(n.hidden), out: initialGradients(len(n.out)),
		outBias: initialGradient3, setBias: make([]weights, sets),
	}
	for i := range n.sums.setBias {
		n.sums.setBias[i] = initialGradient3
	}
	return n
}

var initialGradient3 = weights{initialGradient, initialGradient, initialGradient}

// initialGradients returns n initial sums of squared gradients.
func initialGradients(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = initialGradient
	}
	return out
}

// fit passes over the examples once per epoch, shuffled anew each time.
func (n *network) fit(examples []example, random *rand.Rand) {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for epoch := range n.opts.NetEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := decayedRate(n.opts.NetLearningRate, epoch, n.opts.NetEpochs)
		for _, i := range order {
			n.learn(&examples[i], rate, random)
		}
	}
}

func (n *network) learn(full *example, rate float32, random *rand.Rand) {
	e := n.featureDropout.apply(full, random)
	scores := n.scores(e)
	for c, b := range n.setBias[e.set] {
		scores[c] += b
	}
	gradient := gradientOf(scores, e)
	if !e.binary { // see learner.learn
		adagradStep3(&n.setBias[e.set], &n.sums.setBias[e.set], gradient, rate)
	}
	adagradStep3(&n.outBias, &n.sums.outBias, gradient, rate)
	n.learnLayers(gradient, rate)
	for k, g := range n.sumGradient {
		n.project.learn(k, e.dense, g, vectorDecay, rate)
	}
	n.learnEmbeddings(e.words, e.wordShare, rate)
	n.learnEmbeddings(e.grams, e.gramShare, rate)
}

func (n *network) scores(e *example) weights {
	clear(n.sum)
	n.addUp(e.words, e.wordShare)
	n.addUp(e.grams, e.gramShare)
	for k := range n.sum {
		n.sum[k] += n.project.dot(k, e.dense)
	}
	out := n.outBias
	for unit := range n.value {
		value := n.bias[unit]
		for k, w := range n.in[unit*n.dim:][:n.dim] {
			value += w * n.sum[k]
		}
		n.value[unit] = max(value, 0)
		for c := range out {
			out[c] += n.out[c*n.hidden+unit] * n.value[unit]
		}
	}
	return out
}

func (n *network) addUp(ids []uint32, share float32) {
	for _, id := range ids {
		for k, v := range n.embeddings[int(id)*n.dim:][:n.dim] {
			n.sum[k] += share * v
		}
	}
}

// learnLayers updates both layers and stores the gradient of the loss with
// respect to the sum of the embeddings in sumGradient (backpropagation).
func (n *network) learnLayers(gradient weights, rate float32) {
	clear(n.sumGradient)
	for unit, value := range n.value {
		if value <= 0 {
			continue
		}
		var slope float32
		for c, g := range gradient {
			at := c*n.hidden + unit
			slope += g * n.out[at]
			adagradStep(&n.out[at], &n.sums.out[at], g*value, rate)
		}
		adagradStep(&n.bias[unit], &n.sums.bias[unit], slope, rate)
		in, sums := n.in[unit*n.dim:][:n.dim], n.sums.in[unit*n.dim:][:n.dim]
		for k := range in {
			n.sumGradient[k] += slope * in[k]
			adagradStep(&in[k], &sums[k], slope*n.sum[k], rate)
		}
	}
}

func (n *network) learnEmbeddings(ids []uint32, share, rate float32) {
	var square float32
	for _, v := range n.sumGradient {
		square += v * v
	}
	square *= share * share / float32(n.dim)
	for _, id := range ids {
		sum := &n.sums.embeddings[id]
		*sum += square
		by := rate * share / sqrt(*sum)
		row := n.embeddings[int(id)*n.dim:][:n.dim]
		for k, v := range n.sumGradient {
			row[k] -= by * v
		}
	}
}

func adagradStep(w, sum *float32, gradient, rate float32) {
	*sum += gradient * gradient
	*w -= rate * gradient / sqrt(*sum)
}

func adagradStep3(w, sum *weights, gradient weights, rate float32) {
	for c, g := range gradient {
		adagradStep(&w[c], &sum[c], g, rate)
	}
}

// net quantises the network to eight bits, for the features with the ids of
// order. Its output is relative to neutral, or where polar (no text of the table
// is neutral) to the mean of negative and positive.
func (n *network) net(order []uint32, polar bool) sentiment.Net {
	values := make([]float32, 0, len(order)*n.dim)
	for _, id := range order {
		values = append(values, n.embeddings[int(id)*n.dim:][:n.dim]...)
	}
	scale := quantisationStep(values)
	out := sentiment.Net{
		Dim: n.dim, Hidden: n.hidden, Scale: float32(scale),
		Embeddings: make([]int8, len(values)), In: n.in, Bias: n.bias, Out: make([]float32, 2*n.hidden),
	}
	for i, v := range values {
		out.Embeddings[i] = quantiseInt8(v, scale)
	}
	for unit := range n.hidden {
		w := weights{n.out[unit], n.out[n.hidden+unit], n.out[2*n.hidden+unit]}
		out.Out[unit], out.Out[n.hidden+unit] = relativeToNeutral(w, polar)
	}
	out.OutBias[0], out.OutBias[1] = relativeToNeutral(n.outBias, polar)
	return out
}
