// Package logotest draws logos, and pictures with and without them: on walls, cups and shop fronts, turned, small,
// blurred and half covered. Whatever is drawn depends on a seed alone.
package logotest

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture that is drawn on.
type canvas struct{ *image.RGBA }

func newCanvas(w, h int) canvas { return canvas{image.NewRGBA(image.Rect(0, 0, w, h))} }

func (c canvas) fill(ink color.Color) {
	draw.Draw(c, c.Bounds(), image.NewUniform(ink), image.Point{}, draw.Src)
}

// point is a place on a canvas, in pixels.
type point struct{ x, y float64 }

// polygon fills polygons; where they overlap in opposite directions they leave a hole.
func (c canvas) polygon(ink color.Color, rings ...[]point) {
	box := boundsOf(rings).Intersect(c.Bounds())
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for _, ring := range rings {
		for i, p := range ring {
			x, y := float32(p.x-float64(box.Min.X)), float32(p.y-float64(box.Min.Y))
			if i == 0 {
				r.MoveTo(x, y)
			} else {
				r.LineTo(x, y)
			}
		}
		r.ClosePath()
	}
	r.Draw(c, box, image.NewUniform(ink), image.Point{})
}

func boundsOf(rings [][]point) image.Rectangle {
	out := image.Rectangle{}
	for _, ring := range rings {
		for _, p := range ring {
			x, y := int(math.Floor(min(max(p.x, -1e6), 1e6))), int(math.Floor(min(max(p.y, -1e6), 1e6)))
			out = out.Union(image.Rect(x, y, x+2, y+2))
		}
	}
	return out
}

// around is an ellipse, or a regular polygon with n corners, the first of them at angle from.
func around(x, y, rx, ry float64, n int, from float64) []point {
	ring := make([]point, n)
	for i := range ring {
		sin, cos := math.Sincos(from + 2*math.Pi*float64(i)/float64(n))
		ring[i] = point{x + rx*cos, y + ry*sin}
	}
	return ring
}

func circle(x, y, r float64) []point { return around(x, y, r, r, 90, 0) }

// reversed makes a hole of a ring.
func reversed(ring []point) []point {
	out := make([]point, len(ring))
	for i, p := range ring {
		out[len(ring)-1-i] = p
	}
	return out
}

func rect(x0, y0, x1, y1 float64) []point {
	return []point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}

// rounded is a rectangle with round corners.
func rounded(x0, y0, x1, y1, r float64) []point {
	var ring []point
	for i, c := range []point{{x1 - r, y1 - r}, {x0 + r, y1 - r}, {x0 + r, y0 + r}, {x1 - r, y0 + r}} {
		for k := range 10 {
			sin, cos := math.Sincos(math.Pi / 2 * (float64(i) + float64(k)/9))
			ring = append(ring, point{c.x + r*cos, c.y + r*sin})
		}
	}
	return ring
}

// stroke is a line of some width along points.
func (c canvas) stroke(ink color.Color, width float64, line ...point) {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		l := math.Hypot(b.x-a.x, b.y-a.y)
		dx, dy := (b.y-a.y)/l*width/2, (a.x-b.x)/l*width/2
		c.polygon(ink, []point{{a.x + dx, a.y + dy}, {b.x + dx, b.y + dy}, {b.x - dx, b.y - dy}, {a.x - dx, a.y - dy}})
		c.polygon(ink, circle(b.x, b.y, width/2))
	}
	c.polygon(ink, circle(line[0].x, line[0].y, width/2))
}

// text writes words with their left end and baseline at (x, y), and returns how wide they are.
func (c canvas) text(ttf []byte, size float64, ink color.Color, x, y float64, words string) float64 {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // the fonts are part of a module
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err)
	}
	d := font.Drawer{Dst: c, Src: image.NewUniform(ink), Face: face, Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}}
	d.DrawString(words)
	return float64(d.Dot.X)/64 - x
}
