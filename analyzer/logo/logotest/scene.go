package logotest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"

	"github.com/disintegration/imaging"

	"earshot/internal/social"
)

// Way is how a logo is shown in a picture.
type Way string

// Ways are all there are, in order.
func Ways() []Way {
	return []Way{"plain", "small", "turned", "slanted", "blurred", "covered", "cup", "shop front", "one colour", "dim", "compressed", "mixed"}
}

// Picture is a picture that was drawn.
type Picture struct {
	// JPEG are its bytes; W and H its size.
	JPEG []byte
	W, H int
	// X0 to Y1 bound the logo, in pixels; all 0 where there is none.
	X0, Y0, X1, Y1 float64
}

// frame takes places of the logo, from 0 to 1 across and down, to those of a scene.
type frame func(u, v float64) (x, y float64)

// With draws a picture that shows a mark in some way.
func With(m Mark, way Way, seed uint64) Picture {
	r := rand.New(rand.NewPCG(seed, 1))
	w, h := 640+r.IntN(400), 480+r.IntN(240)
	c := ground(r, w, h)
	mark := m.canvas
	if way == "one colour" || (way == "mixed" || way == "cup" || way == "shop front") && r.IntN(4) == 0 {
		mark = mark.inOneColour(anyOf(r, white, ink, colour(r)))
	}
	part := between(r, 0.12, 0.4)
	if way == "small" {
		part = between(r, 0.06, 0.11)
	}
	b := mark.Bounds()
	aspect := float64(b.Dy()) / float64(b.Dx())
	width := part * float64(w) * min(1, 1.5/math.Sqrt(math.Max(aspect, 0.2))/1.5)
	if width*aspect > 0.8*float64(h) {
		width = 0.8 * float64(h) / aspect
	}
	cx := between(r, 0.1+width/float64(w)/2, 0.9-width/float64(w)/2) * float64(w)
	cy := between(r, 0.1+width*aspect/float64(h)/2, 0.9-width*aspect/float64(h)/2) * float64(h)
	var at frame
	switch way {
	case "cup":
		at = c.mug(r, cx, cy, width, width*aspect, mark.average())
	case "shop front":
		at = c.sign(r, cx, cy, width, width*aspect, mark.average())
	default:
		at = placed(r, way, cx, cy, width, width*aspect)
		c.plate(r, at, mark.average(), way)
	}
	c.put(mark, at, width/float64(b.Dx()))
	p := Picture{W: w, H: h}
	p.X0, p.Y0, p.X1, p.Y1 = at.bounds(mark)
	if way == "covered" {
		c.cover(r, p)
	}
	p.JPEG = c.finished(r, way)
	return p
}

// Without draws a picture that shows none of Marks: a scene, and in two of three logos that are others.
func Without(seed uint64) Picture {
	r := rand.New(rand.NewPCG(seed, 2))
	w, h := 640+r.IntN(400), 480+r.IntN(240)
	c := ground(r, w, h)
	way := anyOf(r, Ways()...)
	if r.IntN(3) > 0 {
		for range 1 + r.IntN(3) {
			mark := stranger(r)
			b := mark.Bounds()
			width := between(r, 0.08, 0.4) * float64(w)
			at := placed(r, way, between(r, 0.2, 0.8)*float64(w), between(r, 0.2, 0.8)*float64(h), width, width*float64(b.Dy())/float64(b.Dx()))
			c.plate(r, at, mark.average(), way)
			c.put(mark, at, width/float64(b.Dx()))
		}
	}
	return Picture{JPEG: c.finished(r, way), W: w, H: h}
}

// finished is the picture as a camera and a network leave it.
func (c canvas) finished(r *rand.Rand, way Way) []byte {
	img := image.Image(c)
	quality := 70 + r.IntN(25)
	switch way {
	case "blurred":
		img = imaging.Blur(c, between(r, 1, 2.6))
	case "dim":
		light := between(r, 0.15, 0.4)
		c.shaded(c.Bounds(), func(x, y float64) float64 { return light * (1 + 0.6*x/float64(c.Bounds().Dx())) })
		c.grain(r, 9)
	case "compressed":
		quality = 12 + r.IntN(14)
	case "mixed":
		img = imaging.Blur(c, between(r, 0.3, 1.2))
		quality = 35 + r.IntN(50)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// average is the mean colour of what is opaque.
func (c canvas) average() color.RGBA {
	var sum [3]int
	n := 1
	for i := 0; i < len(c.Pix); i += 4 {
		if c.Pix[i+3] > 200 {
			for k := range 3 {
				sum[k] += int(c.Pix[i+k])
			}
			n++
		}
	}
	return color.RGBA{R: uint8(sum[0] / n), G: uint8(sum[1] / n), B: uint8(sum[2] / n), A: 255}
}

// inOneColour is the shape of a mark: what is bright and opaque within it becomes a hole.
func (c canvas) inOneColour(shade color.RGBA) canvas {
	out := newCanvas(c.Bounds().Dx(), c.Bounds().Dy())
	for i := 0; i < len(c.Pix); i += 4 {
		p := color.RGBA{R: c.Pix[i], G: c.Pix[i+1], B: c.Pix[i+2], A: 255}
		a := float64(c.Pix[i+3])
		if luma(p) > 235 && a > 200 {
			a = 0
		}
		out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = uint8(float64(shade.R)*a/255), uint8(float64(shade.G)*a/255), uint8(float64(shade.B)*a/255), uint8(a)
	}
	return out
}

// Box is where the logo is, in thousandths of the picture.
func (p Picture) Box() social.Box {
	at := func(v float64, of int) int { return int(math.Round(min(max(v/float64(of), 0), 1) * 1000)) }
	b := social.Box{X: at(p.X0, p.W), Y: at(p.Y0, p.H)}
	b.W, b.H = at(p.X1, p.W)-b.X, at(p.Y1, p.H)-b.Y
	return b
}
