package fingerprint

import (
	"image"
	"math"
)

// grey is a picture's brightness, 0 to 255.
type grey struct {
	w, h int
	v    []float32
}

func newGrey(w, h int) grey { return grey{w: w, h: h, v: make([]float32, w*h)} }

// greyOf is the luma of ITU-R BT.601, the one of JPEG.
func greyOf(picture image.Image) grey {
	b := picture.Bounds()
	g := newGrey(b.Dx(), b.Dy())
	if p, ok := picture.(*image.NRGBA); ok {
		for y := range g.h {
			row := p.Pix[p.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range g.w {
				g.v[y*g.w+x] = 0.299*float32(row[4*x]) + 0.587*float32(row[4*x+1]) + 0.114*float32(row[4*x+2])
			}
		}
		return g
	}
	for y := range g.h {
		for x := range g.w {
			red, green, blue, _ := picture.At(b.Min.X+x, b.Min.Y+y).RGBA()
			g.v[y*g.w+x] = (0.299*float32(red) + 0.587*float32(green) + 0.114*float32(blue)) / 257
		}
	}
	return g
}

// at is the value at a place between pixels, of the nearest pixels outside.
func (g grey) at(x, y float64) float32 {
	x, y = min(max(x, 0), float64(g.w-1)), min(max(y, 0), float64(g.h-1))
	left, top := int(x), int(y)
	right, bottom := min(left+1, g.w-1), min(top+1, g.h-1)
	fx, fy := float32(x-float64(left)), float32(y-float64(top))
	upper := g.v[top*g.w+left]*(1-fx) + g.v[top*g.w+right]*fx
	lower := g.v[bottom*g.w+left]*(1-fx) + g.v[bottom*g.w+right]*fx
	return upper*(1-fy) + lower*fy
}

// fit is the picture with a longer side of that many pixels.
func (g grey) fit(longer int) grey {
	scale := float64(longer) / float64(max(g.w, g.h))
	return g.resize(max(1, int(math.Round(float64(g.w)*scale))), max(1, int(math.Round(float64(g.h)*scale))))
}

// resize takes the mean of the area of each new pixel, or what lies between old ones.
func (g grey) resize(w, h int) grey { return g.resizeRows(h).turned().resizeRows(w).turned() }

func (g grey) resizeRows(h int) grey {
	out := newGrey(g.w, h)
	step := float64(g.h) / float64(h)
	for y := range h {
		row := out.v[y*g.w : (y+1)*g.w]
		if step <= 1 {
			at := (float64(y)+0.5)*step - 0.5
			for x := range row {
				row[x] = g.at(float64(x), at)
			}
			continue
		}
		from, to := float64(y)*step, float64(y+1)*step
		for line := int(from); line < min(g.h, int(math.Ceil(to))); line++ {
			share := float32((min(to, float64(line+1)) - max(from, float64(line))) / step)
			for x, v := range g.v[line*g.w : (line+1)*g.w] {
				row[x] += v * share
			}
		}
	}
	return out
}

// turned swaps rows and columns.
func (g grey) turned() grey {
	out := newGrey(g.h, g.w)
	for y := range g.h {
		for x := range g.w {
			out.v[x*g.h+y] = g.v[y*g.w+x]
		}
	}
	return out
}

func (g grey) contrast() float64 { return deviation(g.v) }

func deviation(values []float32) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(len(values))
	return math.Sqrt(max(0, squares/n-sum/n*sum/n))
}

// blurred is g under a Gaussian of that many pixels.
func (g grey) blurred(sigma float64) grey {
	radius := int(math.Ceil(3 * sigma))
	kernel := make([]float32, 2*radius+1)
	var sum float32
	for i := range kernel {
		d := float64(i - radius)
		kernel[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += kernel[i]
	}
	for i := range kernel {
		kernel[i] /= sum
	}
	return g.blurredRows(kernel).turned().blurredRows(kernel).turned()
}

// blurredRows blurs from row to row; what lies outside is as the nearest row.
func (g grey) blurredRows(kernel []float32) grey {
	out, radius := newGrey(g.w, g.h), len(kernel)/2
	for y := range g.h {
		row := out.v[y*g.w : (y+1)*g.w]
		for i, k := range kernel {
			from := min(max(y+i-radius, 0), g.h-1) * g.w
			for x, v := range g.v[from : from+g.w] {
				row[x] += k * v
			}
		}
	}
	return out
}

// halved is every second pixel of every second row.
func (g grey) halved() grey {
	out := newGrey(g.w/2, g.h/2)
	for y := range out.h {
		for x := range out.w {
			out.v[y*out.w+x] = g.v[2*y*g.w+2*x]
		}
	}
	return out
}
