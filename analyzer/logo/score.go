package logo

import (
	"math"
	"slices"
)

// evidence is what speaks for a logo at a place.
type evidence struct {
	// correlation is that of the picture with the template, 0 to 1, dark and bright exchanged or not.
	correlation float64
	// parts is the mean correlation of the better two thirds of the logo's parts, so that a cover
	// over some of it costs little.
	parts float64
	// rest is the mean correlation of the worse third.
	rest float64
	// edges is how well the directions of the edges agree, 0 to 1 (after Steger, Similarity Measures
	// for Occlusion, Clutter and Illumination Invariant Object Recognition, DAGM 2001).
	edges float64
	// support is how many keypoints agree on the pose.
	support float64
	// detail is how much there is to be recognized: the logarithm of the sum of the template's edges.
	detail float64
	// size is the square root of the area in pixels of the picture, by its logarithm.
	size float64
	// stretch is how much the pose foreshortens, by its logarithm.
	stretch float64
}

// blocks is how many parts a logo is looked at in, a side.
const blocks = 4

// judge compares what is seen with the template; seen is normalized.
func (g *grid) judge(seen plane, e *evidence) {
	whole := g.correlation(seen)
	sign := float32(1)
	if whole < 0 {
		sign = -1
	}
	e.correlation = float64(sign * whole)
	e.parts, e.rest = g.partwise(seen, sign)
	e.edges = g.edgewise(seen, sign)
	e.detail = math.Log(float64(g.edges) + 1)
}

// partwise is the mean of the correlations of the better two thirds of the parts, and of the others.
func (g *grid) partwise(seen plane, sign float32) (better, worse float64) {
	var sums [blocks * blocks][6]float64
	for y := range g.h {
		for x := range g.w {
			i := y*g.w + x
			if g.mask[i] == 0 {
				continue
			}
			a, b := float64(g.value.pix[i]), float64(sign*seen.pix[i])
			s := &sums[(y*blocks/g.h)*blocks+x*blocks/g.w]
			s[0]++
			s[1] += a
			s[2] += b
			s[3] += a * a
			s[4] += b * b
			s[5] += a * b
		}
	}
	var parts []float64
	for _, s := range sums {
		if s[0] < 8 {
			continue
		}
		va, vb := s[3]/s[0]-s[1]*s[1]/(s[0]*s[0]), s[4]/s[0]-s[2]*s[2]/(s[0]*s[0])
		if va < 0.05 { // there is nothing to be seen in it
			continue
		}
		parts = append(parts, (s[5]/s[0]-s[1]*s[2]/(s[0]*s[0]))/math.Sqrt(va*max(vb, 0.05)))
	}
	if len(parts) == 0 {
		return 0, 0
	}
	slices.Sort(parts)
	cut := len(parts) / 3
	if cut == 0 {
		return mean(parts), mean(parts)
	}
	return mean(parts[cut:]), mean(parts[:cut])
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum / float64(len(list))
}

// edgewise is how well the edges of the template are met by edges of the same direction.
func (g *grid) edgewise(seen plane, sign float32) float64 {
	dx, dy := make([]float32, len(seen.pix)), make([]float32, len(seen.pix))
	slope(seen, dx, dy)
	steep := float32(0)
	for i, w := range g.edge {
		steep += w * hypot(dx[i], dy[i])
	}
	soft := 0.25 * steep / max(g.edges, 1e-6)
	sum := float32(0)
	for i, w := range g.edge {
		if w == 0 {
			continue
		}
		n := hypot(dx[i], dy[i])
		sum += w * sign * (dx[i]*g.dx[i] + dy[i]*g.dy[i]) / (hypot(g.dx[i], g.dy[i])*(n+soft) + 1e-9)
	}
	return float64(sum / max(g.edges, 1e-6))
}
