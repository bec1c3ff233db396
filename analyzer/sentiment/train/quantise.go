package train

import (
	"math"
	"slices"

	"earshot/analyzer/sentiment"
)

// quantise returns the fitted weights as a table of int8: those of negative and
// positive relative to neutral, or where polar to the mean of the two.
func quantise(name string, fit fitted, polar bool) sentiment.Table {
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
		n, p := relativeToNeutral(fit.w[id], polar)
		values = append(values, n, p)
	}
	scale := quantisationStep(values)
	table := sentiment.Table{Language: name, Scale: float32(scale)}
	kept := order[:0]
	for i, id := range order {
		n, p := quantiseInt8(values[2*i], scale), quantiseInt8(values[2*i+1], scale)
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

// relativeToNeutral returns the weights of negative and positive minus that of
// neutral. Where polar, there were no neutral texts, and neutral is taken to be
// half-way between the two.
func relativeToNeutral(w weights, polar bool) (negative, positive float32) {
	if polar {
		w[1] = (w[0] + w[2]) / 2
	}
	return w[0] - w[1], w[2] - w[1]
}

// quantisationStep is the step size with which values fit into eight bits. The
// few largest values are clipped, so that the steps stay fine for all others.
func quantisationStep(values []float32) float64 {
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

func quantiseInt8(v float32, scale float64) int8 {
	return int8(min(max(math.Round(float64(v)/scale), -math.MaxInt8), math.MaxInt8))
}
