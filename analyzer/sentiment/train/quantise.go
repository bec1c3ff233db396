package train

import (
	"math"
	"slices"

	"earshot/analyzer/sentiment"
)

// quantise writes the learned weights as a table of int8: those of negative
// and positive over neutral. The few largest weights are cut, so that the
// steps stay fine for all others.
func quantise(language string, v *vocabulary, w []weights) sentiment.Table {
	const cut = 0.9995
	sizes := make([]float64, 0, 2*len(w))
	for _, w := range w {
		sizes = append(sizes, math.Abs(float64(w[0]-w[1])), math.Abs(float64(w[2]-w[1])))
	}
	slices.Sort(sizes)
	scale := 1.0 / math.MaxInt8
	if n := len(sizes); n > 0 {
		if top := sizes[int(cut*float64(n-1))]; top > 0 {
			scale = top / math.MaxInt8
		}
	}
	ids := make([]uint32, len(v.keys))
	for i := range ids {
		ids[i] = uint32(i)
	}
	slices.SortFunc(ids, func(a, b uint32) int {
		if v.keys[a] < v.keys[b] {
			return -1
		}
		return 1
	})
	table := sentiment.Table{Language: language, Scale: float32(scale)}
	for _, id := range ids {
		n, p := step8(w[id][0]-w[id][1], scale), step8(w[id][2]-w[id][1], scale)
		if n == 0 && p == 0 {
			continue
		}
		table.Keys = append(table.Keys, v.keys[id])
		table.Weights = append(table.Weights, n, p)
	}
	return table
}

func step8(w float32, scale float64) int8 {
	return int8(min(max(math.Round(float64(w)/scale), -math.MaxInt8), math.MaxInt8))
}
