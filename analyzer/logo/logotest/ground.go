package logotest

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font/gofont/goregular"
)

// ground is a scene without a logo.
func ground(r *rand.Rand, w, h int) canvas {
	c := newCanvas(w, h)
	a, b := colour(r), colour(r)
	switch r.IntN(9) {
	case 0:
		c.gradient(a, b, between(r, 0, 2*math.Pi))
	case 1:
		c.clouds(r, a, b, between(r, 20, 160))
	case 2:
		c.bricks(r, a, between(r, 18, 50))
	case 3:
		c.wood(r, a)
	case 4:
		c.clutter(r, 40+r.IntN(60))
	case 5:
		c.page(r)
	case 6:
		c.tiles(r, a, b, between(r, 24, 90))
	case 7:
		c.street(r)
	default:
		c.leaves(r)
	}
	return c
}

// each sets every pixel.
func (c canvas) each(shade func(x, y int) color.RGBA) {
	b := c.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			c.SetRGBA(x, y, shade(x, y))
		}
	}
}

func mix(a, b color.RGBA, t float64) color.RGBA {
	t = min(max(t, 0), 1)
	m := func(x, y uint8) uint8 { return uint8(float64(x) + t*(float64(y)-float64(x))) }
	return color.RGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 255}
}

func (c canvas) gradient(a, b color.RGBA, angle float64) {
	sin, cos := math.Sincos(angle)
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	c.each(func(x, y int) color.RGBA {
		return mix(a, b, 0.5+0.5*(cos*(2*float64(x)/w-1)+sin*(2*float64(y)/h-1)))
	})
}

// noise is smooth noise of a scale in pixels, in several octaves, from 0 to 1.
func noise(r *rand.Rand, scale float64) func(x, y float64) float64 {
	seed := r.Uint64()
	lattice := func(x, y, octave int) float64 {
		v := seed ^ uint64(x)*0x9e3779b97f4a7c15 ^ uint64(y)*0xc2b2ae3d27d4eb4f ^ uint64(octave)*0x165667b19e3779f9
		v ^= v >> 31
		v *= 0xbf58476d1ce4e5b9
		v ^= v >> 29
		return float64(v>>40) / float64(1<<24)
	}
	return func(x, y float64) float64 {
		sum, weight := 0.0, 0.5
		for o := range 4 {
			fx, fy := x/scale, y/scale
			xi, yi := int(math.Floor(fx)), int(math.Floor(fy))
			tx, ty := fx-math.Floor(fx), fy-math.Floor(fy)
			tx, ty = tx*tx*(3-2*tx), ty*ty*(3-2*ty)
			top := lattice(xi, yi, o)*(1-tx) + lattice(xi+1, yi, o)*tx
			low := lattice(xi, yi+1, o)*(1-tx) + lattice(xi+1, yi+1, o)*tx
			sum += weight * (top*(1-ty) + low*ty)
			weight, x, y = weight/2, 2*x, 2*y
		}
		return sum / 0.9375
	}
}

func (c canvas) clouds(r *rand.Rand, a, b color.RGBA, scale float64) {
	n := noise(r, scale)
	c.each(func(x, y int) color.RGBA { return mix(a, b, 2*n(float64(x), float64(y))-0.5) })
}

func (c canvas) bricks(r *rand.Rand, a color.RGBA, height float64) {
	c.fill(near(r, color.RGBA{R: 150, G: 145, B: 140, A: 255}, 40))
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	for row, y := 0, 0.0; y < h; row, y = row+1, y+height {
		for x := -height * float64(row%2); x < w; x += 2.2 * height {
			c.polygon(near(r, a, 20), rect(x+2, y+2, x+2.2*height-2, y+height-2))
		}
	}
	c.grain(r, 12)
}

func (c canvas) wood(r *rand.Rand, a color.RGBA) {
	n, plank := noise(r, 60), between(r, 60, 160)
	shades := make([]color.RGBA, 40)
	for i := range shades {
		shades[i] = near(r, a, 24)
	}
	c.each(func(x, y int) color.RGBA {
		s := shades[int(float64(y)/plank)%len(shades)]
		v := math.Sin(18*n(float64(x)/6, float64(y)) + float64(y)/7)
		if math.Mod(float64(y), plank) < 2 {
			v = -2
		}
		return mix(s, color.RGBA{R: s.R / 2, G: s.G / 2, B: s.B / 2, A: 255}, 0.3-0.3*v)
	})
}

// clutter are many things of many shapes.
func (c canvas) clutter(r *rand.Rand, n int) {
	c.fill(colour(r))
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	for range n {
		x, y, s := between(r, 0, w), between(r, 0, h), between(r, 8, 110)
		switch r.IntN(4) {
		case 0:
			c.polygon(colour(r), around(x, y, s, between(r, 8, 110), 3+r.IntN(6), between(r, 0, 6)))
		case 1:
			c.polygon(colour(r), circle(x, y, s), reversed(circle(x, y, s*between(r, 0.2, 0.9))))
		case 2:
			c.stroke(colour(r), between(r, 2, 12), point{x, y}, point{x + between(r, -150, 150), y + between(r, -150, 150)}, point{x + between(r, -150, 150), y + between(r, -150, 150)})
		default:
			c.text(typeface(r), between(r, 12, 70), colour(r), x, y, anyOf(r, words...))
		}
	}
}

// page is a screen or a sheet full of words.
func (c canvas) page(r *rand.Rand) {
	c.fill(color.RGBA{R: 250, G: 249, B: 246, A: 255})
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	size := between(r, 11, 26)
	for y := 2 * size; y < h; y += 1.5 * size {
		for x := 20.0; x < w-60; {
			x += size*0.4 + c.text(goregular.TTF, size, ink, x, y, anyOf(r, words...))
		}
	}
}

func (c canvas) tiles(r *rand.Rand, a, b color.RGBA, size float64) {
	c.each(func(x, y int) color.RGBA {
		if (int(float64(x)/size)+int(float64(y)/size))%2 == 0 {
			return a
		}
		return b
	})
	c.grain(r, 10)
}

// street is a front with a sky, a wall, windows and a door.
func (c canvas) street(r *rand.Rand) {
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	c.gradient(color.RGBA{R: 140, G: 180, B: 220, A: 255}, color.RGBA{R: 220, G: 230, B: 240, A: 255}, math.Pi/2)
	wall := colour(r)
	c.polygon(wall, rect(0, h*0.12, w, h))
	for i := range 2 + r.IntN(4) {
		x := w * (0.05 + 0.22*float64(i))
		c.polygon(near(r, color.RGBA{R: 60, G: 70, B: 80, A: 255}, 30), rect(x, h*0.5, x+w*0.17, h*0.86))
		c.stroke(near(r, wall, 60), 5, point{x, h * 0.68}, point{x + w*0.17, h * 0.68})
		c.stroke(near(r, wall, 60), 5, point{x + w*0.085, h * 0.5}, point{x + w*0.085, h * 0.86})
	}
	for i := range 14 {
		x := w * float64(i) / 14
		c.polygon(anyOf(r, wall, white, colour(r)), []point{{x, h * 0.42}, {x + w/14, h * 0.42}, {x + w/14 - 6, h * 0.5}, {x - 6, h * 0.5}})
	}
	c.polygon(color.RGBA{R: 90, G: 88, B: 86, A: 255}, rect(0, h*0.9, w, h))
	c.grain(r, 14)
}

func (c canvas) leaves(r *rand.Rand) {
	a := color.RGBA{R: uint8(30 + r.IntN(60)), G: uint8(80 + r.IntN(80)), B: uint8(20 + r.IntN(40)), A: 255}
	c.fill(a)
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	for range 260 {
		x, y, s, turn := between(r, 0, w), between(r, 0, h), between(r, 8, 44), between(r, 0, 6)
		sin, cos := math.Sincos(turn)
		var ring []point
		for i := range 20 {
			t := float64(i) / 19 * 2
			u, v := 1-t, 0.4*math.Sin(math.Pi*min(t, 1))
			if t > 1 {
				u, v = t-1-1, -0.4*math.Sin(math.Pi*(t-1))
			}
			ring = append(ring, point{x + s*(u*cos-v*sin), y + s*(u*sin+v*cos)})
		}
		c.polygon(near(r, a, 50), ring)
	}
}

// grain is the noise of a sensor.
func (c canvas) grain(r *rand.Rand, strength float64) {
	for i := 0; i+3 < len(c.Pix); i += 4 {
		v := r.NormFloat64() * strength
		for k := range 3 {
			c.Pix[i+k] = uint8(min(max(float64(c.Pix[i+k])+v, 0), 255))
		}
	}
}

// shaded multiplies what is within a rectangle by light.
func (c canvas) shaded(within image.Rectangle, light func(x, y float64) float64) {
	within = within.Intersect(c.Bounds())
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			p := c.RGBAAt(x, y)
			l := light(float64(x), float64(y))
			m := func(v uint8) uint8 { return uint8(min(max(float64(v)*l, 0), 255)) }
			c.SetRGBA(x, y, color.RGBA{R: m(p.R), G: m(p.G), B: m(p.B), A: 255})
		}
	}
}
