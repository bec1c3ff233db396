package train

import (
	"math"
	"slices"

	"earshot/analyzer/sentiment"
)

// quantise writes the learned weights as a table of int8: those of negative
// and positive over neutral, or where polar over the mean of the two.
func quantise(name string, fit learned, polar bool) sentiment.Table {
	order := make([]uint32, len(fit.v.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		if fit.v.keys[a] < fit.v.keys[b] {
			return -1
		}
		return 1
	})
	values := make([]float32, 0, 2*len(order))
	for _, id := range order {
		n, p := overNeutral(fit.w[id], polar)
		values = append(values, n, p)
	}
	scale := stepSize(values)
	table := sentiment.Table{Language: name, Scale: float32(scale)}
	kept := order[:0]
	for i, id := range order {
		n, p := step8(values[2*i], scale), step8(values[2*i+1], scale)
		if n == 0 && p == 0 && fit.net == nil {
			continue
		}
		kept = append(kept, id)
		table.Keys = append(table.Keys, fit.v.keys[id])
		table.Weights = append(table.Weights, n, p)
	}
	if fit.net != nil {
		table.Net = fit.net.net(kept, polar)
	}
	return table
}

// overNeutral is what negative and positive weigh over neutral. Where polar,
// neutral was never seen and is taken to lie half-way between them.
func overNeutral(w weights, polar bool) (negative, positive float32) {
	if polar {
		w[1] = (w[0] + w[2]) / 2
	}
	return w[0] - w[1], w[2] - w[1]
}

// stepSize is the step that brings values into eight bits. The few largest are
// cut, so that the steps stay fine for all others.
func stepSize(values []float32) float64 {
	const cut = 0.9995
	sizes := make([]float64, len(values))
	for i, v := range values {
		sizes[i] = math.Abs(float64(v))
	}
	slices.Sort(sizes)
	if n := len(sizes); n > 0 {
		if top := sizes[int(cut*float64(n-1))]; top > 0 {
			return top / math.MaxInt8
		}
	}
	return 1.0 / math.MaxInt8
}

func step8(v float32, scale float64) int8 {
	return int8(min(max(math.Round(float64(v)/scale), -math.MaxInt8), math.MaxInt8))
}
