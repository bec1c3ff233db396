package ocr

import (
	"image"
	"math"
)

const (
	// leastWidth is the least width of a cropped line.
	leastWidth = 16
	// mostSamples is how many pixels a side are averaged where a line is made smaller.
	mostSamples = 4
	// tall is how many times its width a line's height is for it to be one that runs
	// downwards.
	tall = 1.5
)

// Point is a place in a picture, in pixels.
type Point struct{ X, Y float64 }

func (p Point) plus(q Point, times float64) Point { return Point{p.X + q.X*times, p.Y + q.Y*times} }

func (p Point) to(q Point) Point { return Point{q.X - p.X, q.Y - p.Y} }

func (p Point) length() float64 { return math.Hypot(p.X, p.Y) }

// Quad are the corners of a line of text, clockwise as it is read: top left first.
type Quad [4]Point

// Sides are the lengths of its upper and its left side.
func (q Quad) Sides() (width, height float64) { return q[0].to(q[1]).length(), q[0].to(q[3]).length() }

// Lying is the quad as a line is read: one that is taller than wide, from its lower left
// corner up.
func (q Quad) Lying() Quad {
	if w, h := q.Sides(); h >= tall*w {
		return Quad{q[3], q[0], q[1], q[2]}
	}
	return q
}

// Flipped is the quad read from its other end.
func (q Quad) Flipped() Quad { return Quad{q[2], q[3], q[0], q[1]} }

// Bounds is the upright rectangle around it.
func (q Quad) Bounds() image.Rectangle {
	low, high := q[0], q[0]
	for _, p := range q[1:] {
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return image.Rect(int(math.Floor(low.X)), int(math.Floor(low.Y)), int(math.Ceil(high.X)), int(math.Ceil(high.Y)))
}

// Scaled is it in a picture that is larger by factors.
func (q Quad) Scaled(x, y float64) Quad {
	for i, p := range q {
		q[i] = Point{p.X * x, p.Y * y}
	}
	return q
}

// Crop cuts a quad out, upright, at a height and as wide as it then is, up to most.
func Crop(img *image.RGBA, q Quad, height, most int) *image.RGBA {
	w, h := q.Sides()
	width := min(max(int(math.Ceil(float64(height)*w/max(h, 1))), leastWidth), most)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	right, down := q[0].to(q[1]), q[0].to(q[3])
	n := min(max(int(math.Round(max(w/float64(width), h/float64(height)))), 1), mostSamples)
	for y := range height {
		for x := range width {
			var sum [3]float64
			for sy := range n {
				for sx := range n {
					fx := (float64(x) + (float64(sx)+0.5)/float64(n)) / float64(width)
					fy := (float64(y) + (float64(sy)+0.5)/float64(n)) / float64(height)
					add(&sum, img, q[0].plus(right, fx).plus(down, fy))
				}
			}
			at := out.Pix[y*out.Stride+4*x:]
			for c := range 3 {
				at[c] = uint8(sum[c]/float64(n*n) + 0.5)
			}
			at[3] = 0xff
		}
	}
	return out
}

// add adds the colour at a place, between the four pixels around it; outside of the
// picture that of its edge.
func add(sum *[3]float64, img *image.RGBA, p Point) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	x, y := min(max(p.X-0.5, 0), float64(w-1)), min(max(p.Y-0.5, 0), float64(h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	fx, fy := x-float64(x0), y-float64(y0)
	a, b := img.Pix[y0*img.Stride+4*x0:], img.Pix[y0*img.Stride+4*x1:]
	c, d := img.Pix[y1*img.Stride+4*x0:], img.Pix[y1*img.Stride+4*x1:]
	for i := range 3 {
		top := float64(a[i])*(1-fx) + float64(b[i])*fx
		low := float64(c[i])*(1-fx) + float64(d[i])*fx
		sum[i] += top*(1-fy) + low*fy
	}
}
