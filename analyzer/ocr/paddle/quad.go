package paddle

import (
	"cmp"
	"math"
	"slices"

	"earshot/analyzer/ocr"
)

// vector is a place or a direction in a picture, in pixels.
type vector struct{ X, Y float64 }

func (v vector) add(w vector) vector    { return vector{v.X + w.X, v.Y + w.Y} }
func (v vector) sub(w vector) vector    { return vector{v.X - w.X, v.Y - w.Y} }
func (v vector) times(f float64) vector { return vector{v.X * f, v.Y * f} }
func (v vector) dot(w vector) float64   { return v.X*w.X + v.Y*w.Y }
func (v vector) cross(w vector) float64 { return v.X*w.Y - v.Y*w.X }
func (v vector) length() float64        { return math.Hypot(v.X, v.Y) }

// rect is a rectangle in any direction: along is of length 1 and points to the right,
// or straight down.
type rect struct {
	center, along vector
	width, height float64
}

// corners are those of a rectangle that grew by margin on each side.
func (r rect) corners(margin float64) ocr.Quad {
	u := r.along.times(r.width/2 + margin)
	v := vector{-r.along.Y, r.along.X}.times(r.height/2 + margin)
	return ocr.Quad{
		ocr.Point(r.center.sub(u).sub(v)), ocr.Point(r.center.add(u).sub(v)), ocr.Point(r.center.add(u).add(v)), ocr.Point(r.center.sub(u).add(v)),
	}
}

// contains tells whether a place is in the rectangle.
func (r rect) contains(p vector) bool {
	d := p.sub(r.center)
	return math.Abs(d.dot(r.along)) <= r.width/2 && math.Abs(d.cross(r.along)) <= r.height/2
}

// smallest is the rectangle of the least area around points: one of its sides lies on a
// side of their hull (Freeman and Shapira 1975).
func smallest(points []vector) rect {
	h := hull(points)
	best, least := rect{}, math.Inf(1)
	for i := range h {
		side := h[(i+1)%len(h)].sub(h[i])
		if side.length() == 0 {
			continue
		}
		u := side.times(1 / side.length())
		v := vector{-u.Y, u.X}
		lowU, highU, lowV, highV := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
		for _, p := range h {
			lowU, highU = min(lowU, p.dot(u)), max(highU, p.dot(u))
			lowV, highV = min(lowV, p.dot(v)), max(highV, p.dot(v))
		}
		if size := (highU - lowU) * (highV - lowV); size < least {
			least = size
			best = rect{
				center: u.times((lowU + highU) / 2).add(v.times((lowV + highV) / 2)),
				along:  u, width: highU - lowU, height: highV - lowV,
			}
		}
	}
	return best.upright()
}

// upright turns the sides' names so that along points to the right rather than down.
func (r rect) upright() rect {
	if math.Abs(r.along.Y) > math.Abs(r.along.X) {
		r.along = vector{-r.along.Y, r.along.X}
		r.width, r.height = r.height, r.width
	}
	if r.along.X < 0 {
		r.along = r.along.times(-1)
	}
	return r
}

// hull are the corners of the convex hull of points (Andrew's monotone chain).
func hull(points []vector) []vector {
	slices.SortFunc(points, func(a, b vector) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	points = slices.Compact(points)
	if len(points) < 3 {
		return points
	}
	half := func(points []vector) []vector {
		var chain []vector
		for _, p := range points {
			for len(chain) > 1 && chain[len(chain)-1].sub(chain[len(chain)-2]).cross(p.sub(chain[len(chain)-1])) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, p)
		}
		return chain[:len(chain)-1]
	}
	lower := half(points)
	slices.Reverse(points)
	return append(lower, half(points)...)
}
