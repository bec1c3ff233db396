package logo

import "math"

// homography maps the plane by projection: [0..2] gives x, [3..5] y, [6..8] what both are
// divided by.
type homography [9]float64

// similarity is a turn by angle, a scale and a shift that takes (fx, fy) to (tx, ty).
func similarity(scale, angle, fx, fy, tx, ty float64) homography {
	sin, cos := math.Sincos(angle)
	a, b := scale*cos, scale*sin
	return homography{a, -b, tx - a*fx + b*fy, b, a, ty - b*fx - a*fy, 0, 0, 1}
}

func (h homography) apply(x, y float64) (float64, float64) {
	d := h[6]*x + h[7]*y + h[8]
	return (h[0]*x + h[1]*y + h[2]) / d, (h[3]*x + h[4]*y + h[5]) / d
}

// after is h applied to what o gives.
func (h homography) after(o homography) (out homography) {
	for r := range 3 {
		for c := range 3 {
			for k := range 3 {
				out[3*r+c] += h[3*r+k] * o[3*k+c]
			}
		}
	}
	return out.scaled()
}

func (h homography) scaled() homography {
	if d := h[8]; math.Abs(d) > 1e-12 {
		for i := range h {
			h[i] /= d
		}
	}
	return h
}

// inverse is false where h flattens the plane.
func (h homography) inverse() (homography, bool) {
	det := h[0]*(h[4]*h[8]-h[5]*h[7]) - h[1]*(h[3]*h[8]-h[5]*h[6]) + h[2]*(h[3]*h[7]-h[4]*h[6])
	if math.Abs(det) < 1e-12 || math.IsNaN(det) {
		return h, false
	}
	return homography{
		(h[4]*h[8] - h[5]*h[7]) / det, (h[2]*h[7] - h[1]*h[8]) / det, (h[1]*h[5] - h[2]*h[4]) / det,
		(h[5]*h[6] - h[3]*h[8]) / det, (h[0]*h[8] - h[2]*h[6]) / det, (h[2]*h[3] - h[0]*h[5]) / det,
		(h[3]*h[7] - h[4]*h[6]) / det, (h[1]*h[6] - h[0]*h[7]) / det, (h[0]*h[4] - h[1]*h[3]) / det,
	}.scaled(), true
}

// quad is where the corners of a rectangle go, in its order around.
type quad [4][2]float64

func (h homography) corners(w, hgt float64) (q quad) {
	for i, c := range [4][2]float64{{0, 0}, {w, 0}, {w, hgt}, {0, hgt}} {
		q[i][0], q[i][1] = h.apply(c[0], c[1])
	}
	return q
}

// sides are the lengths of the sides.
func (q quad) sides() (s [4]float64) {
	for i := range q {
		n := q[(i+1)%4]
		s[i] = math.Hypot(n[0]-q[i][0], n[1]-q[i][1])
	}
	return s
}

// isPlausible tells whether a rectangle of this shape can be seen so: convex, not mirrored, its
// opposite sides alike within perspective, and foreshortened no more than by about 65 degrees.
func (q quad) isPlausible(w, h float64) bool {
	for i := range q {
		a, b, c := q[i], q[(i+1)%4], q[(i+2)%4]
		if !((b[0]-a[0])*(c[1]-b[1])-(b[1]-a[1])*(c[0]-b[0]) > 0) {
			return false
		}
	}
	s := q.sides()
	ratio := func(a, b float64) bool { return a < 1.9*b && b < 1.9*a }
	if !ratio(s[0], s[2]) || !ratio(s[1], s[3]) {
		return false
	}
	stretch := (s[0] + s[2]) * h / ((s[1] + s[3]) * w)
	return stretch < 2.4 && stretch > 1/2.4
}

// rectangle is an upright one, in pixels.
type rectangle struct{ x0, y0, x1, y1 float64 }

// bounds is the upright rectangle around.
func (q quad) bounds() rectangle {
	r := rectangle{q[0][0], q[0][1], q[0][0], q[0][1]}
	for _, c := range q[1:] {
		r = rectangle{min(r.x0, c[0]), min(r.y0, c[1]), max(r.x1, c[0]), max(r.y1, c[1])}
	}
	return r
}

// solve solves a*x = b in place by elimination with pivots; a has a row per unknown.
func solve(a [][]float64, b []float64) bool {
	n := len(b)
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		if math.Abs(a[p][c]) < 1e-12 {
			return false
		}
		a[c], a[p], b[c], b[p] = a[p], a[c], b[p], b[c]
		for r := range n {
			if r == c {
				continue
			}
			f := a[r][c] / a[c][c]
			for k := c; k < n; k++ {
				a[r][k] -= f * a[c][k]
			}
			b[r] -= f * b[c]
		}
	}
	for c := range n {
		b[c] /= a[c][c]
	}
	return true
}
