package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	"github.com/disintegration/imaging"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// kinds are the kinds of pictures that are drawn.
var kinds = []struct {
	name string
	draw func(*rand.Rand) *image.NRGBA
}{
	{"photo", photo}, {"scene", scene}, {"meme", meme}, {"screenshot", screenshot}, {"product", product},
}

// sizes are the widths and heights that pictures have.
var sizes = [][2]int{{1200, 800}, {800, 1200}, {1080, 1080}, {1280, 720}, {640, 480}}

func canvas(r *rand.Rand) *image.NRGBA {
	s := sizes[r.IntN(len(sizes))]
	return image.NewNRGBA(image.Rect(0, 0, s[0], s[1]))
}

// photo is noise whose strength falls with its frequency, as in photographs, cut by edges
// as those of things before a background.
func photo(r *rand.Rand) *image.NRGBA {
	img := canvas(r)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	field := [3]func(x, y float64) float64{noise(r), noise(r), noise(r)}
	var cuts [6][3]float64
	for i := range cuts {
		angle := r.Float64() * 2 * math.Pi
		cuts[i] = [3]float64{math.Cos(angle), math.Sin(angle), r.Float64()*1.2 - 0.3}
	}
	tint := [3]float64{60 + 130*r.Float64(), 60 + 130*r.Float64(), 60 + 130*r.Float64()}
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(w)
			side := 0.0
			for i, c := range cuts {
				if bend := 0.06 * math.Sin(9*u+float64(i)); c[0]*u+c[1]*v+bend > c[2] {
					side += float64(i%3-1) * 28
				}
			}
			light := field[0](u, v)
			p := img.Pix[img.PixOffset(x, y):]
			for c := range 3 {
				p[c] = clamp(tint[c] + side + 85*light + 25*field[c](u*1.7+float64(c), v))
			}
			p[3] = 255
		}
	}
	return img
}

// noise is value noise of seven octaves, about -1 to 1.
func noise(r *rand.Rand) func(x, y float64) float64 {
	seed := r.Uint64()
	at := func(x, y, octave int) float64 {
		k := seed ^ uint64(x)*0x9e3779b97f4a7c15 ^ uint64(y)*0xc2b2ae3d27d4eb4f ^ uint64(octave)*0x165667b19e3779f9
		k = (k ^ k>>31) * 0xbf58476d1ce4e5b9
		k = (k ^ k>>27) * 0x94d049bb133111eb
		return float64((k^k>>31)>>11)/(1<<52) - 1
	}
	return func(x, y float64) float64 {
		var sum, weight float64 = 0, 0.6
		scale := 3.0
		for o := range 7 {
			fx, fy := math.Floor(x*scale), math.Floor(y*scale)
			tx, ty := smooth(x*scale-fx), smooth(y*scale-fy)
			ix, iy := int(fx), int(fy)
			upper := at(ix, iy, o)*(1-tx) + at(ix+1, iy, o)*tx
			lower := at(ix, iy+1, o)*(1-tx) + at(ix+1, iy+1, o)*tx
			sum += weight * (upper*(1-ty) + lower*ty)
			scale, weight = scale*2, weight*0.58
		}
		return sum
	}
}

func smooth(t float64) float64 { return t * t * (3 - 2*t) }

func clamp(v float64) uint8 { return uint8(min(max(v+0.5, 0), 255)) }

func anyColor(r *rand.Rand) color.NRGBA {
	return color.NRGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
}

// scene is things drawn before a sky and a ground, which many scenes have alike.
func scene(r *rand.Rand) *image.NRGBA {
	img := canvas(r)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	sky, ground := color.NRGBA{150, 190, 235, 255}, color.NRGBA{110, 130, 80, 255}
	horizon := h/2 + r.IntN(h/5)
	for y := range h {
		for x := range w {
			c := sky
			if y > horizon {
				c = ground
			}
			shade := float64(y) / float64(h) * 40
			img.SetNRGBA(x, y, color.NRGBA{clamp(float64(c.R) - shade), clamp(float64(c.G) - shade), clamp(float64(c.B) - shade/2), 255})
		}
	}
	for range 10 + r.IntN(12) {
		c, x, y := anyColor(r), r.IntN(w), r.IntN(h)
		a, b := w/30+r.IntN(w/6), h/30+r.IntN(h/6)
		if r.IntN(2) == 0 {
			draw.Draw(img, image.Rect(x-a, y-b, x+a, y+b), image.NewUniform(c), image.Point{}, draw.Src)
		} else {
			ellipse(img, x, y, a, b, c)
		}
	}
	return img
}

func ellipse(img *image.NRGBA, x, y, a, b int, c color.NRGBA) {
	for dy := -b; dy <= b; dy++ {
		half := int(float64(a) * math.Sqrt(1-float64(dy*dy)/float64(b*b)))
		draw.Draw(img, image.Rect(x-half, y+dy, x+half, y+dy+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// meme is a picture with words above and below.
func meme(r *rand.Rand) *image.NRGBA {
	img := photo(r)
	for range 5 {
		ellipse(img, r.IntN(img.Bounds().Dx()), r.IntN(img.Bounds().Dy()), 40+r.IntN(140), 40+r.IntN(140), anyColor(r))
	}
	return captioned(img, r)
}

// captioned writes words of its own on a picture.
func captioned(base *image.NRGBA, r *rand.Rand) *image.NRGBA {
	img := imaging.Clone(base)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	size := float64(h) / 13
	write(img, sentence(r, 3), w/20, int(size*1.2), size, color.White, gobold.TTF)
	write(img, sentence(r, 3), w/20, h-int(size*0.6), size, color.White, gobold.TTF)
	return img
}

// screenshot is lines of text and a few fields on white, all of one layout.
func screenshot(r *rand.Rand) *image.NRGBA {
	img := canvas(r)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, w, h/12), image.NewUniform(color.NRGBA{40, 90, 160, 255}), image.Point{}, draw.Src)
	write(img, sentence(r, 2), w/16, h/18, float64(h)/22, color.White, gobold.TTF)
	ellipse(img, w/8, h/6, w/18, w/18, anyColor(r))
	for y := h / 3; y < h-h/12; y += h / 18 {
		if r.IntN(6) == 0 {
			continue
		}
		write(img, sentence(r, 2+r.IntN(5)), w/12, y, float64(h)/28, color.NRGBA{30, 30, 30, 255}, goregular.TTF)
	}
	return img
}

// product is one thing on white, as shops show it.
func product(r *rand.Rand) *image.NRGBA {
	img := canvas(r)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	a, b := w/5+r.IntN(w/8), h/5+r.IntN(h/8)
	x, y := w/2, h/2
	body := anyColor(r)
	draw.Draw(img, image.Rect(x-a, y-b, x+a, y+b), image.NewUniform(body), image.Point{}, draw.Src)
	for range 7 {
		ellipse(img, x-a+r.IntN(2*a), y-b+r.IntN(2*b), 10+r.IntN(a/2), 10+r.IntN(b/2), anyColor(r))
	}
	write(img, sentence(r, 1), x-a+10, y, float64(h)/14, anyColor(r), gobold.TTF)
	return img
}

var words = []string{
	"coffee", "morning", "nobody", "expects", "battery", "Monday", "receipt", "again", "really", "window", "delivery", "never", "with", "the", "and", "why",
	"grinder", "update", "sold", "out", "queue", "waiting", "forever", "price", "doubled", "cold", "brew", "happy", "is", "this", "garden", "total",
}

func sentence(r *rand.Rand, n int) string {
	text := ""
	for i := range n {
		if i > 0 {
			text += " "
		}
		text += words[r.IntN(len(words))]
	}
	return text
}

func write(img draw.Image, text string, x, y int, size float64, c color.Color, face []byte) {
	parsed, err := opentype.Parse(face)
	if err != nil {
		panic(err)
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err)
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: f, Dot: fixed.P(x, y)}
	d.DrawString(text)
}
