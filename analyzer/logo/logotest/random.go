package logotest

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
)

// cropped is the part of a canvas that is not transparent.
func cropped(c canvas) canvas {
	box := image.Rectangle{}
	b := c.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if c.RGBAAt(x, y).A > 0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	out := newCanvas(box.Dx(), box.Dy())
	draw.Draw(out, out.Bounds(), c, box.Min, draw.Src)
	return out
}

func anyOf[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func between(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

// colour is any colour, from dark to bright.
func colour(r *rand.Rand) color.RGBA {
	return color.RGBA{R: uint8(r.IntN(256)), G: uint8(r.IntN(256)), B: uint8(r.IntN(256)), A: 255}
}

// near is a colour not far from another.
func near(r *rand.Rand, c color.RGBA, far int) color.RGBA {
	shift := r.IntN(2*far+1) - far
	move := func(v uint8) uint8 { return uint8(min(max(int(v)+shift+r.IntN(far/2+1)-far/4, 0), 255)) }
	return color.RGBA{R: move(c.R), G: move(c.G), B: move(c.B), A: 255}
}

func luma(c color.RGBA) float64 {
	return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B)
}

var words = []string{"Kalmara", "Caldera", "Meridian", "Harvest", "Roast", "Open", "Fresh", "Northgate", "Ocular", "Studio", "Market", "Sale", "Tribune", "Hexagon", "Coffee", "Bakery", "Quantum", "Tide", "River", "Books", "Avenue", "Slow", "Harbour", "Fenwick"}

func typeface(r *rand.Rand) []byte {
	return anyOf(r, gobold.TTF, goregular.TTF, gobolditalic.TTF, gomonobold.TTF)
}

// stranger is a logo that is none of Marks: of the same kinds, and some of them much alike.
func stranger(r *rand.Rand) canvas {
	a, b := colour(r), colour(r)
	switch r.IntN(8) {
	case 0:
		c := newCanvas(900, 190)
		c.text(typeface(r), 150, a, 4, 140, anyOf(r, words...))
		return cropped(c)
	case 1: // rings, as a target or a wheel
		c := newCanvas(400, 400)
		outer := between(r, 120, 190)
		c.polygon(a, circle(200, 200, outer), reversed(circle(200, 200, outer*between(r, 0.3, 0.9))))
		for range r.IntN(3) {
			c.polygon(b, around(200, 200, outer*between(r, 0.1, 0.5), outer*between(r, 0.1, 0.5), 40, 0))
		}
		return cropped(c)
	case 2: // triangles and bars
		c := newCanvas(400, 400)
		c.polygon(a, around(200, 200, 180, between(r, 100, 190), 3, between(r, 0, 6)))
		c.polygon(b, rect(between(r, 10, 100), between(r, 10, 300), between(r, 200, 390), between(r, 310, 390)))
		return cropped(c)
	case 3: // a badge with words
		c := newCanvas(480, 480)
		c.polygon(a, around(240, 240, 230, 230, anyOf(r, 5, 6, 8, 80), 0))
		c.polygon(b, circle(240, 240, 200), reversed(circle(240, 240, 188)))
		c.text(typeface(r), 56, b, 110, 230, anyOf(r, words...))
		c.text(typeface(r), 44, b, 150, 310, anyOf(r, words...))
		return cropped(c)
	case 4: // a letter in a square
		c := newCanvas(400, 400)
		c.polygon(a, rounded(6, 6, 394, 394, between(r, 10, 150)))
		c.text(typeface(r), 300, b, 90, 300, string(rune('A'+r.IntN(26))))
		return cropped(c)
	case 5: // stripes
		c := newCanvas(500, 320)
		for i := range 2 + r.IntN(4) {
			var upper, lower []point
			bend, turns := between(r, 0, 30), between(r, 0.5, 3)
			for k := range 40 {
				t := float64(k) / 39
				y := 30 + 60*float64(i) + bend*math.Sin(2*math.Pi*t*turns)
				upper, lower = append(upper, point{10 + 480*t, y}), append(lower, point{10 + 480*t, y + 30})
			}
			c.polygon(near(r, a, 60), append(upper, reversed(lower)...))
		}
		return cropped(c)
	default: // a figure of some polygons
		c := newCanvas(420, 420)
		for i := range 3 + r.IntN(5) {
			n := 3 + r.IntN(5)
			if i == 0 {
				n = 60
			}
			x, y := between(r, 120, 300), between(r, 120, 300)
			c.polygon(anyOf(r, a, b, colour(r)), around(x, y, between(r, 20, 110), between(r, 20, 110), n, between(r, 0, 6)))
		}
		return cropped(c)
	}
}
