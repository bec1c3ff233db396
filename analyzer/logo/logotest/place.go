package logotest

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"github.com/disintegration/imaging"
)

// placed is where a logo of a size is shown around (cx, cy).
func placed(r *rand.Rand, way Way, cx, cy, w, h float64) frame {
	turn, lean, slope := between(r, -0.05, 0.05), 0.0, 0.0
	switch way {
	case "turned":
		turn = between(r, -math.Pi, math.Pi)
	case "slanted":
		turn, lean, slope = between(r, -0.3, 0.3), between(r, -0.95, 0.95), between(r, -0.6, 0.6)
	case "mixed":
		turn, lean, slope = between(r, -0.6, 0.6), between(r, -0.6, 0.6), between(r, -0.4, 0.4)
	}
	sin, cos := math.Sincos(turn)
	size := math.Max(w, h)
	return func(u, v float64) (float64, float64) {
		// A plate that leans about its upright and its level axis, from three times its size away.
		x, y := (u-0.5)*w, (v-0.5)*h
		depth := 1 + (x*math.Sin(lean)+y*math.Sin(slope))/(2.2*size)
		x, y = x*math.Cos(lean)/depth, y*math.Cos(slope)/depth
		return cx + cos*x - sin*y, cy + sin*x + cos*y
	}
}

// bounds are those of the opaque parts of a mark at a place.
func (f frame) bounds(mark canvas) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	b := mark.Bounds()
	for j := range b.Dy() {
		for i := range b.Dx() {
			if mark.Pix[mark.PixOffset(i, j)+3] < 128 {
				continue
			}
			x, y := f((float64(i)+0.5)/float64(b.Dx()), (float64(j)+0.5)/float64(b.Dy()))
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
	}
	return x0, y0, x1, y1
}

// readable is a ground on which a colour can be read.
func readable(r *rand.Rand, on color.RGBA) color.RGBA {
	for {
		if c := colour(r); math.Abs(luma(c)-luma(on)) > 90 {
			return c
		}
	}
}

// plate puts something of one colour below a logo, such as a label or a wall, in two of three pictures; in the others
// it stands on the scene itself, on a patch that differs from it just enough.
func (c canvas) plate(r *rand.Rand, at frame, mark color.RGBA, way Way) {
	edge, shade := between(r, 0.04, 0.3), readable(r, mark)
	if way == "plain" {
		shade = anyOf(r, white, color.RGBA{R: 240, G: 236, B: 228, A: 255}, shade)
		if math.Abs(luma(shade)-luma(mark)) < 90 {
			shade = readable(r, mark)
		}
	}
	var ring []point
	for i := range 4 {
		corner := [4][2]float64{{-edge, -edge}, {1 + edge, -edge}, {1 + edge, 1 + edge}, {-edge, 1 + edge}}
		x, y := at(corner[i][0], corner[i][1])
		ring = append(ring, point{x, y})
	}
	if r.IntN(3) > 0 {
		c.polygon(shade, ring)
		return
	}
	a := uint8(150 + r.IntN(80))
	c.polygon(color.NRGBA{R: shade.R, G: shade.G, B: shade.B, A: a}, ring)
}

// mug draws a cup and says where on it a logo is.
func (c canvas) mug(r *rand.Rand, cx, cy, w, h float64, mark color.RGBA) frame {
	radius := w / 2 / math.Sin(between(r, 0.5, 1.05))
	shade := readable(r, mark)
	top, foot := cy-h/2-between(r, 0.15, 0.5)*h-10, cy+h/2+between(r, 0.15, 0.6)*h+10
	bend := between(r, 0.05, 0.22) * radius
	side := anyOf(r, -1.0, 1.0)
	c.stroke(shade, radius*0.22, point{cx + side*radius*0.9, top + (foot-top)*0.2}, point{cx + side*radius*1.5, top + (foot-top)*0.3}, point{cx + side*radius*1.45, top + (foot-top)*0.65}, point{cx + side*radius*0.9, top + (foot-top)*0.75})
	c.polygon(shade, rect(cx-radius, top, cx+radius, foot))
	c.polygon(shade, around(cx, foot, radius, bend, 60, 0))
	c.polygon(near(r, shade, 30), around(cx, top, radius, bend, 60, 0))
	turn := between(r, -0.3, 0.3)
	c.shaded(image.Rect(int(cx-radius), int(top), int(cx+radius), int(foot+bend)), func(x, _ float64) float64 {
		return 0.65 + 0.4*math.Cos((x-cx)/radius*1.4-0.4)
	})
	return func(u, v float64) (float64, float64) {
		angle := (u-0.5)*w/radius + turn
		return cx + radius*math.Sin(angle), cy + (v-0.5)*h + bend*math.Cos(angle) - bend
	}
}

// sign draws a shop front with a board, and says where on it a logo is.
func (c canvas) sign(r *rand.Rand, cx, cy, w, h float64, mark color.RGBA) frame {
	c.street(r)
	at := placed(r, "slanted", cx, cy, w, h)
	shade := readable(r, mark)
	corner := func(u, v float64) point { x, y := at(u, v); return point{x, y} }
	dx, dy := between(r, 0.1, 0.6), between(r, 0.15, 0.4)
	c.polygon(color.RGBA{R: 40, G: 38, B: 36, A: 255}, []point{corner(-dx-0.04, -dy-0.06), corner(1+dx+0.04, -dy-0.06), corner(1+dx+0.04, 1+dy+0.06), corner(-dx-0.04, 1+dy+0.06)})
	c.polygon(shade, []point{corner(-dx, -dy), corner(1+dx, -dy), corner(1+dx, 1+dy), corner(-dx, 1+dy)})
	return at
}

// put draws a mark at a place; scale is about that of its pixels.
func (c canvas) put(mark canvas, at frame, scale float64) {
	b := mark.Bounds()
	img := image.Image(mark)
	if scale < 0.7 {
		img = imaging.Resize(mark, max(int(float64(b.Dx())*scale*1.4), 4), 0, imaging.Box)
	}
	small := imaging.Clone(img)
	w, h := small.Bounds().Dx(), small.Bounds().Dy()
	x0, y0, x1, y1 := at.bounds(mark)
	type sum struct{ r, g, b, a, n float64 }
	box := image.Rect(int(x0)-1, int(y0)-1, int(x1)+2, int(y1)+2).Intersect(c.Bounds())
	sums := make([]sum, max(box.Dx(), 1)*max(box.Dy(), 1))
	const fine = 3
	for j := range h * fine {
		for i := range w * fine {
			u, v := (float64(i)+0.5)/float64(w*fine), (float64(j)+0.5)/float64(h*fine)
			x, y := at(u, v)
			p := image.Pt(int(math.Floor(x)), int(math.Floor(y)))
			if !p.In(box) {
				continue
			}
			k := small.NRGBAAt(i/fine, j/fine)
			s := &sums[(p.Y-box.Min.Y)*box.Dx()+p.X-box.Min.X]
			a := float64(k.A) / 255
			s.r, s.g, s.b, s.a, s.n = s.r+a*float64(k.R), s.g+a*float64(k.G), s.b+a*float64(k.B), s.a+a, s.n+1
		}
	}
	for i, s := range sums {
		if s.n == 0 || s.a == 0 {
			continue
		}
		x, y := box.Min.X+i%box.Dx(), box.Min.Y+i/box.Dx()
		under, a := c.RGBAAt(x, y), s.a/s.n
		over := func(ink float64, v uint8) uint8 { return uint8(ink/s.n + (1-a)*float64(v)) }
		c.SetRGBA(x, y, color.RGBA{R: over(s.r, under.R), G: over(s.g, under.G), B: over(s.b, under.B), A: 255})
	}
}

// cover hides 20 to 40 % of a logo behind something.
func (c canvas) cover(r *rand.Rand, p Picture) {
	part := between(r, 0.2, 0.4)
	w, h := p.X1-p.X0, p.Y1-p.Y0
	shade := colour(r)
	switch r.IntN(4) {
	case 0:
		c.polygon(shade, rect(p.X0-10, p.Y0-10, p.X0+part*w, p.Y1+10))
	case 1:
		c.polygon(shade, rect(p.X1-part*w, p.Y0-10, p.X1+10, p.Y1+10))
	case 2:
		c.polygon(shade, rect(p.X0-10, p.Y1-part*h, p.X1+10, p.Y1+12))
	default:
		size := math.Sqrt(part * w * h / math.Pi)
		c.polygon(shade, circle(between(r, p.X0, p.X1), between(r, p.Y0, p.Y1), size))
	}
}
