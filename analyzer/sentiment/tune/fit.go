package tune

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

const (
	// rounds is how often each text is learned from.
	rounds = 30
	// rate is the size of the first step (AdaGrad, Duchi et al. 2011).
	rate = 0.2
	// pull draws every weight towards 0, in each round, by this share of the step.
	pull = 0.02
	// maxTexts bounds what is learned from.
	maxTexts = 1_000_000
)

// example is a text ready to be learned from.
type example struct {
	keys   []uint32
	shares []float32
	offset move
	class  int // 0 negative, 1 positive, 2 neutral
	weight float32
}

// Fit tunes base with texts. The same base, texts and seed give the same model.
// Texts without a letter or sign teach nothing and are left out; an error has
// social.CodeInvalid.
func Fit(base Judge, texts []Text, seed uint64) (*Model, error) {
	if len(texts) == 0 || len(texts) > maxTexts {
		return nil, social.Errorf(social.CodeInvalid, "tune: %d labelled texts; there must be 1 to %d", len(texts), maxTexts)
	}
	var examples []example
	seen := map[uint64]bool{}
	for _, t := range texts {
		if e, ok := newExample(base, t); ok {
			examples = append(examples, e)
			seen[fingerprint(t)] = true
		}
	}
	if len(examples) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "tune: none of the %d labelled texts says anything", len(texts))
	}
	m := newModel(base, learn(examples, seed), seen)
	return m, m.name()
}

func newExample(base Judge, t Text) (example, bool) {
	e := example{weight: t.Weight}
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
	s := base.Judge(t.Text, t.Language)
	if s.Label == social.Unknown {
		return e, false
	}
	e.offset = scores(s)
	var x feature.Extractor
	x.Extract(t.Text, "", false)
	for _, part := range [][]uint32{x.Words, x.Grams} {
		share := feature.Share(len(part))
		for _, key := range part {
			e.keys = append(e.keys, key)
			e.shares = append(e.shares, share)
		}
	}
	return e, true
}

// learn finds the moves by AdaGrad on the logarithmic loss.
func learn(examples []example, seed uint64) map[uint32]move {
	moves, squares := map[uint32]move{}, map[uint32]move{}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	draw := rand.New(rand.NewPCG(seed, uint64(len(examples))))
	for range rounds {
		draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			step(&examples[i], moves, squares)
		}
	}
	for key, w := range moves {
		if abs(w[0]) < 1e-4 && abs(w[1]) < 1e-4 {
			delete(moves, key)
		}
	}
	return moves
}

// step learns from one example.
func step(e *example, moves, squares map[uint32]move) {
	var by move
	for i, key := range e.keys {
		w := moves[key]
		by[0] += e.shares[i] * w[0]
		by[1] += e.shares[i] * w[1]
	}
	s := probabilities(e.offset, by)
	off := move{s.Negative, s.Positive}
	if e.class < len(off) {
		off[e.class]--
	}
	for i, key := range e.keys {
		w, g := moves[key], squares[key]
		for c := range w {
			slope := e.weight*e.shares[i]*off[c] + pull*e.shares[i]*w[c]
			g[c] += slope * slope
			if g[c] > 0 {
				w[c] -= rate * slope / float32(math.Sqrt(float64(g[c])+1e-6))
			}
		}
		moves[key], squares[key] = w, g
	}
}

// fingerprint tells labelled texts apart.
func fingerprint(t Text) uint64 {
	h := fnv.New64a()
	h.Write([]byte(t.Label))
	h.Write([]byte{0})
	h.Write([]byte(t.Text))
	return h.Sum64()
}
