package logo

import "math"

// align moves h so that what is seen through it becomes like the template: inverse compositional
// Gauss-Newton (Baker and Matthews 2004) on patches of mean 0 and deviation 1, dark and bright
// exchanged where that is more alike. Cells that stay far from alike, as where something covers
// the logo, do not count.
func (p pyramid) align(g *grid, h homography, rounds int, affine bool, seen *patch) homography {
	n, cut := params, float32(2)
	if affine {
		n, cut = 6, 3
	}
	cx, cy := float64(g.w)/2, float64(g.h)/2
	unit := 2 / (cx + cy)
	norm := homography{unit, 0, -cx * unit, 0, unit, -cy * unit, 0, 0, 1}
	back, _ := norm.inverse()
	best, top := h, float32(-1)
	for range rounds {
		p.sample(g, h, seen)
		if 2*seen.outside > g.w*g.h || g.normalize(seen.value) < 0.004 {
			return best
		}
		like := g.correlation(seen.value)
		sign := float32(1)
		if like < 0 {
			sign, like = -1, -like
		}
		if like > top {
			best, top = h, like
		}
		delta := g.step(seen.value, sign, cut, n)
		length := 0.0
		for _, d := range delta {
			length += d * d
		}
		move := homography{1 + delta[0], delta[1], delta[2], delta[3], 1 + delta[4], delta[5], delta[6], delta[7], 1}
		inverse, ok := move.inverse()
		if !ok || math.Abs(delta[6])+math.Abs(delta[7]) > 0.8 {
			return best
		}
		h = h.after(back.after(inverse).after(norm))
		if !h.corners(float64(g.w), float64(g.h)).isPlausible(float64(g.w), float64(g.h)) {
			return best
		}
		if length < 1e-6 {
			break
		}
	}
	p.sample(g, h, seen)
	if g.normalize(seen.value) >= 0.004 {
		if like := g.correlation(seen.value); max(like, -like) > top {
			best = h
		}
	}
	return best
}

// step is how the parameters are to change.
func (g *grid) step(seen plane, sign, cut float32, n int) (delta [params]float64) {
	var b [params]float64
	for i, m := range g.mask {
		if m == 0 {
			continue
		}
		e := sign*seen.pix[i] - g.value.pix[i]
		if e > cut || e < -cut {
			continue
		}
		for k := range n {
			b[k] += float64(g.steepest[k][i] * e)
		}
	}
	for r := range n {
		for c := range n {
			if n == params {
				delta[r] += g.inverse[r][c] * b[c]
			} else {
				delta[r] += g.affine[r][c] * b[c]
			}
		}
	}
	return delta
}
