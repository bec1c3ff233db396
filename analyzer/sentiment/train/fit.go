package train

import (
	"math"
	"math/rand/v2"
)

// weights are the three classes' weights of one feature.
type weights [3]float32

// learner is a multinomial logistic regression under AdaGrad (Duchi, Hazan,
// Singer 2011): each weight has a step of its own that shrinks with the
// gradients it has seen.
type learner struct {
	w, start []weights
	g        []weights // sums of squared gradients
	bias     []weights // one a set, which takes up how often a set has a class
	biasG    []weights
	opts     Options

	thinner thinner
}

// firstGradient is where the sums of squared gradients begin: it damps the
// first steps of a feature.
const firstGradient = 0.02

func newLearner(start []weights, sets int, opts Options) *learner {
	l := &learner{
		w: append([]weights(nil), start...), start: start,
		g: make([]weights, len(start)), bias: make([]weights, sets), biasG: make([]weights, sets), opts: opts,
		thinner: thinner{dropout: opts.Dropout},
	}
	for _, g := range [][]weights{l.g, l.biasG} {
		for i := range g {
			g[i] = firstWeights
		}
	}
	return l
}

// fit goes over the examples in an order drawn anew for every epoch. The
// weights it ends with are the mean of those after each epoch of the second
// half (Polyak, Juditsky 1992).
func (l *learner) fit(examples []example, epochs int, random *rand.Rand) {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	mean := make([]weights, len(l.w))
	averaged := float32(epochs - epochs/2)
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := falling(l.opts.Rate, epoch, epochs)
		for _, i := range order {
			l.learn(&examples[i], rate, random)
		}
		if epoch >= epochs/2 {
			for id, w := range l.w {
				for c := range w {
					mean[id][c] += w[c] / averaged
				}
			}
		}
	}
	l.w = mean
}

// falling is the rate of an epoch: from first down to a tenth of it.
func falling(first float32, epoch, epochs int) float32 {
	return first * float32(1-0.9*float64(epoch)/float64(max(epochs-1, 1)))
}

func (l *learner) scores(e *example) weights {
	var word, gram weights
	for _, id := range e.words {
		w := &l.w[id]
		word[0] += w[0]
		word[1] += w[1]
		word[2] += w[2]
	}
	for _, id := range e.grams {
		w := &l.w[id]
		gram[0] += w[0]
		gram[1] += w[1]
		gram[2] += w[2]
	}
	var out weights
	for c := range out {
		out[c] = l.bias[e.set][c] + e.wordShare*word[c] + e.gramShare*gram[c]
	}
	return out
}

func (l *learner) learn(full *example, rate float32, random *rand.Rand) {
	e := l.thinner.thinned(full, random)
	gradient := gradientOf(l.scores(e), e)
	// Without neutral texts a set's bias would take up that none is neutral,
	// which its words should learn.
	if !e.binary {
		step3(&l.bias[e.set], &l.biasG[e.set], gradient, rate)
	}
	l.update(e.words, scaled(gradient, e.wordShare), rate)
	l.update(e.grams, scaled(gradient, e.gramShare), rate)
}

// thinner leaves a part of an example's features out, drawn anew each time, so
// that no feature learns to lean on another (dropout, Srivastava et al. 2014).
type thinner struct {
	dropout      float32
	thin         example // what thinned last returned
	words, grams []uint32
}

// thinned is e without what was dropped; it is good until the next call.
func (t *thinner) thinned(e *example, random *rand.Rand) *example {
	if t.dropout == 0 {
		return e
	}
	t.thin = *e
	t.thin.words = thin(t.words[:0], e.words, t.dropout, random)
	t.thin.grams = thin(t.grams[:0], e.grams, t.dropout, random)
	t.words, t.grams = t.thin.words, t.thin.grams
	rise := 1 / (1 - t.dropout)
	t.thin.wordShare *= rise
	t.thin.gramShare *= rise
	return &t.thin
}

// thin appends to out each of ids that the draw leaves; one draw of 64 bits
// serves eight of them.
func thin(out, ids []uint32, dropout float32, random *rand.Rand) []uint32 {
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
		for c := range gradient {
			step1(&w[c], &sum[c], gradient[c]+l.opts.Decay*(w[c]-s[c]), rate)
		}
	}
}

// gradientOf is that of the weighted log loss by the scores.
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
