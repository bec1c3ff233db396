package train

import (
	"math"
	"math/rand/v2"
)

// weights holds a feature's weight for each class: negative, neutral, positive.
type weights [3]float32

// learner fits a multinomial logistic regression by AdaGrad (Duchi, Hazan,
// Singer 2011): each weight has its own learning rate, which falls with the
// gradients it has seen.
type learner struct {
	w, start []weights
	g        []weights // sums of squared gradients
	scale    []float32 // of each feature, 1 where nil; see naiveBayesScales
	bias     []weights // one per dataset, which models its class frequencies
	biasG    []weights
	dense    dense // of the pretrained vectors
	opts     Options

	featureDropout featureDropout
}

// initialGradient is the initial sum of squared gradients; it damps the first
// steps of a weight.
const initialGradient = 0.02

func newLearner(start []weights, sets int, opts Options) *learner {
	l := &learner{
		w: append([]weights(nil), start...), start: start,
		g: make([]weights, len(start)), bias: make([]weights, sets), biasG: make([]weights, sets), opts: opts,
		dense: newDense(len(weights{})), featureDropout: featureDropout{dropout: opts.Dropout},
	}
	for _, g := range [][]weights{l.g, l.biasG} {
		for i := range g {
			g[i] = initialGradient3
		}
	}
	return l
}

// fit passes over the examples once per epoch, shuffled anew each time. The
// final weights are the mean of those after each epoch of the second half
// (Polyak, Juditsky 1992).
func (l *learner) fit(examples []example, epochs int, random *rand.Rand) {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	mean := make([]weights, len(l.w))
	averaged := float32(epochs - epochs/2)
	vectors := newDense(len(weights{}))
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := decayedRate(l.opts.LearningRate, epoch, epochs)
		for _, i := range order {
			l.learn(&examples[i], rate, random)
		}
		if epoch >= epochs/2 {
			for id, w := range l.w {
				for c := range w {
					mean[id][c] += w[c] / averaged
				}
			}
			for c, row := range l.dense.rows {
				for k, w := range row {
					vectors.rows[c][k] += w / averaged
				}
			}
		}
	}
	l.w, l.dense = mean, vectors
	for id := range l.w {
		l.w[id] = scaled(l.w[id], l.scaleOf(uint32(id)))
	}
}

// decayedRate is the learning rate of an epoch, which falls linearly from first
// to a tenth of it.
func decayedRate(first float32, epoch, epochs int) float32 {
	return first * float32(1-0.9*float64(epoch)/float64(max(epochs-1, 1)))
}

// sum returns the sum of the weights of features.
func (l *learner) sum(ids []uint32) (out weights) {
	for _, id := range ids {
		w := &l.w[id]
		scale := l.scaleOf(id)
		out[0] += scale * w[0]
		out[1] += scale * w[1]
		out[2] += scale * w[2]
	}
	return out
}

func (l *learner) scaleOf(id uint32) float32 {
	if l.scale == nil {
		return 1
	}
	return l.scale[id]
}

// scores returns the score of each class.
func (l *learner) scores(e *example) weights {
	word, gram := l.sum(e.words), l.sum(e.grams)
	var out weights
	for c := range out {
		out[c] = l.bias[e.set][c] + e.wordShare*word[c] + e.gramShare*gram[c] + l.dense.dot(c, e.dense)
	}
	return out
}

// learn updates the weights with the gradient of one example.
func (l *learner) learn(full *example, rate float32, random *rand.Rand) {
	e := l.featureDropout.apply(full, random)
	gradient := gradientOf(l.scores(e), e)
	// In a dataset without neutral texts its bias would learn that none is neutral,
	// which the words should learn.
	if !e.binary {
		adagradStep3(&l.bias[e.set], &l.biasG[e.set], gradient, rate)
	}
	l.update(e.words, scaled(gradient, e.wordShare), rate)
	l.update(e.grams, scaled(gradient, e.gramShare), rate)
	for c, g := range gradient {
		l.dense.learn(c, e.dense, g, vectorDecay, rate)
	}
}

// vectorDecay is the regularisation of the weights of pretrained vectors.
const vectorDecay = 1e-4

// featureDropout drops a random part of an example's features each time it is
// learned, so that features do not co-adapt (dropout, Srivastava et al. 2014).
type featureDropout struct {
	dropout      float32
	kept         example // what apply last returned
	words, grams []uint32
}

// apply returns e without the dropped features; the result is valid until the
// next call.
func (t *featureDropout) apply(e *example, random *rand.Rand) *example {
	if t.dropout == 0 {
		return e
	}
	t.kept = *e
	t.kept.words = dropFeatures(t.words[:0], e.words, t.dropout, random)
	t.kept.grams = dropFeatures(t.grams[:0], e.grams, t.dropout, random)
	t.words, t.grams = t.kept.words, t.kept.grams
	rise := 1 / (1 - t.dropout)
	t.kept.wordShare *= rise
	t.kept.gramShare *= rise
	return &t.kept
}

// dropFeatures appends to out those of ids that are not dropped; one random
// number of 64 bits decides on eight of them.
func dropFeatures(out, ids []uint32, dropout float32, random *rand.Rand) []uint32 {
	limit := uint64(dropout * 256)
	var bits uint64
	for i, id := range ids {
		if i%8 == 0 {
			bits = random.Uint64()
		}
		if bits&0xff >= limit {
			out = append(out, id)
		}
		bits >>= 8
	}
	return out
}

func (l *learner) update(ids []uint32, gradient weights, rate float32) {
	for _, id := range ids {
		w, s, sum := &l.w[id], &l.start[id], &l.g[id]
		scale := l.scaleOf(id)
		for c := range gradient {
			adagradStep(&w[c], &sum[c], scale*gradient[c]+l.opts.WeightDecay*(w[c]-s[c]), rate)
		}
	}
}

// gradientOf is the gradient of the weighted log loss with respect to the
// scores.
func gradientOf(scores weights, e *example) weights {
	g := softmax(scores)
	g[e.class]--
	return scaled(g, e.weight)
}

func softmax(scores weights) weights {
	top := max(scores[0], scores[1], scores[2])
	var p weights
	var sum float32
	for c, s := range scores {
		p[c] = float32(math.Exp(float64(s - top)))
		sum += p[c]
	}
	return scaled(p, 1/sum)
}

func scaled(w weights, by float32) weights { return weights{w[0] * by, w[1] * by, w[2] * by} }

func sqrt(f float32) float32 { return float32(math.Sqrt(float64(f))) }

// naiveBayesScales returns for each of n features how far apart the shares of
// negative and of positive texts with it are, as the size of the logarithm of their
// ratio. With features so scaled, regression comes close to naive Bayes where there
// are few texts and departs from it where there are many (Wang, Manning 2012, "NB-SVM").
func naiveBayesScales(examples []example, n int) []float32 {
	const alpha, most = 1, 4
	counts := make([][2]float32, n)
	var texts [2]float32
	for _, e := range examples {
		if e.class == 1 {
			continue
		}
		side := e.class / 2
		texts[side]++
		for _, ids := range [][]uint32{e.words, e.grams} {
			for _, id := range ids {
				counts[id][side]++
			}
		}
	}
	out := make([]float32, n)
	for id, c := range counts {
		ratio := math.Log(float64((c[0] + alpha) / (texts[0] + 2*alpha) / ((c[1] + alpha) / (texts[1] + 2*alpha))))
		out[id] = float32(min(math.Abs(ratio), most))
	}
	return out
}
