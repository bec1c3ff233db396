package tune

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

const (
	// epochs is the number of passes over the examples.
	epochs = 60
	// learningRate is the size of the first step (AdaGrad, Duchi et al. 2011).
	learningRate = 0.4
	// l2 is the strength of the L2 regularisation, as a share of the step. It is high, as
	// things that are judged have chance company: of 200 honest judgements nine may be of
	// an app, most of them bad, and no app is bad for that.
	l2 = 0.08
	// gramShare is how much a character n-gram learns beside a word: half, as what is
	// learned of a part of a word reaches words that nobody judged. In scripts with
	// spaces, where words are known, none learns.
	gramShare = 0.5
	// maxTexts is the most examples of a model.
	maxTexts = 1_000_000
)

// trainingExample is an Example as features, with the base's scores as its offset.
type trainingExample struct {
	keys   []uint32
	shares []float32
	offset delta
	class  int // 0 negative, 1 positive, 2 neutral
	weight float32
}

// Fit tunes base with texts. The same base, texts and seed give the same model.
// Texts without a letter or symbol are skipped. Errors have social.CodeInvalid:
// there is no usable text, or more than a million.
func Fit(base Classifier, texts []Example, seed uint64) (*Model, error) {
	if len(texts) == 0 || len(texts) > maxTexts {
		return nil, social.Errorf(social.CodeInvalid, "tune: %d labelled texts; there must be 1 to %d", len(texts), maxTexts)
	}
	var examples []trainingExample
	seen, pinned := map[uint64]bool{}, pinnedFeatures()
	for _, t := range texts {
		if e, ok := newTrainingExample(base, t, pinned); ok {
			examples = append(examples, e)
			seen[fingerprint(t)] = true
		}
	}
	if len(examples) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "tune: none of the %d labelled texts says anything", len(texts))
	}
	m := newModel(base, learn(examples, seed), seen)
	return m, m.setVersion()
}

func newTrainingExample(base Classifier, t Example, pinned map[uint32]bool) (trainingExample, bool) {
	e := trainingExample{weight: t.Weight}
	if e.weight == 0 {
		e.weight = 1
	}
	switch t.Label {
	case social.Negative:
		e.class = 0
	case social.Positive:
		e.class = 1
	case social.Neutral:
		e.class = 2
	default:
		return e, false
	}
	s := base.Classify(t.Text, t.Language, t.Names)
	if s.Label == social.Unknown {
		return e, false
	}
	e.offset = scores(s)
	var x feature.Extractor
	text := withoutNames(t.Text, t.Names)
	x.Extract(text, "", nil, true)
	empty := emptyWords(&x, pinned)
	e.add(x.Words, 1, func(i int) bool { return empty[i] })
	e.add(x.Grams, gramShare, func(i int) bool { return pinned[x.Grams[i]] || !isUnspaced(text[x.GramSpans[i].Start:]) })
	return e, true
}

// add adds the features of a kind that may learn. Those that may not count in the length.
func (e *trainingExample) add(part []uint32, weight float32, isPinned func(i int) bool) {
	share := feature.LengthNorm(len(part)) * weight
	for i, key := range part {
		if !isPinned(i) {
			e.keys = append(e.keys, key)
			e.shares = append(e.shares, share)
		}
	}
}

// learn fits the weights by AdaGrad on the log loss.
func learn(examples []trainingExample, seed uint64) map[uint32]delta {
	weights, squares := map[uint32]delta{}, map[uint32]delta{}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	draw := rand.New(rand.NewPCG(seed, uint64(len(examples))))
	for range epochs {
		draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			step(&examples[i], weights, squares)
		}
	}
	for key, w := range weights {
		if abs(w[0]) < 1e-4 && abs(w[1]) < 1e-4 {
			delete(weights, key)
		}
	}
	return weights
}

// step updates the weights with the gradient of one example.
func step(e *trainingExample, weights, squares map[uint32]delta) {
	var by delta
	for i, key := range e.keys {
		w := weights[key]
		by[0] += e.shares[i] * w[0]
		by[1] += e.shares[i] * w[1]
	}
	s := probabilities(e.offset, by)
	off := delta{s.Negative, s.Positive}
	if e.class < len(off) {
		off[e.class]--
	}
	for i, key := range e.keys {
		w, g := weights[key], squares[key]
		for c := range w {
			slope := e.weight*e.shares[i]*off[c] + l2*e.shares[i]*w[c]
			g[c] += slope * slope
			if g[c] > 0 {
				w[c] -= learningRate * slope / float32(math.Sqrt(float64(g[c])+1e-6))
			}
		}
		weights[key], squares[key] = w, g
	}
}

// fingerprint identifies a labelled text: an FNV-1a hash of its label and text.
func fingerprint(t Example) uint64 {
	h := fnv.New64a()
	h.Write([]byte(t.Label))
	h.Write([]byte{0})
	h.Write([]byte(t.Text))
	return h.Sum64()
}
