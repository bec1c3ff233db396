package logo

import (
	"image"
	"math"

	"github.com/viterin/vek/vek32"
)

// plane is a picture of one channel, row by row, from 0 (black) to 1 (white).
type plane struct {
	w, h int
	pix  []float32
}

func newPlane(w, h int) plane { return plane{w: w, h: h, pix: make([]float32, w*h)} }

func (p plane) row(y int) []float32 { return p.pix[y*p.w : (y+1)*p.w] }

// grayOf is the luma of a picture (ITU-R BT.601).
func grayOf(img *image.NRGBA) plane {
	b := img.Bounds()
	out := newPlane(b.Dx(), b.Dy())
	for y := range out.h {
		from, to := img.Pix[y*img.Stride:], out.row(y)
		for x := range to {
			to[x] = (0.299*float32(from[4*x]) + 0.587*float32(from[4*x+1]) + 0.114*float32(from[4*x+2])) / 255
		}
	}
	return out
}

// blurred is p under a Gaussian of sigma pixels. Its borders are continued.
func (p plane) blurred(sigma float64) plane {
	kernel := gaussian(sigma)
	r := len(kernel) - 1
	across, tmp := newPlane(p.w, p.h), make([]float32, p.w)
	padded := make([]float32, p.w+2*r)
	for y := range p.h {
		row := p.row(y)
		copy(padded[r:], row)
		for i := range r {
			padded[i], padded[p.w+r+i] = row[0], row[p.w-1]
		}
		to := across.row(y)
		vek32.MulNumber_Into(to, row, kernel[0])
		for i := 1; i <= r; i++ {
			addScaled(to, tmp, padded[r-i:r-i+p.w], padded[r+i:r+i+p.w], kernel[i])
		}
	}
	out := newPlane(p.w, p.h)
	for y := range p.h {
		to := out.row(y)
		vek32.MulNumber_Into(to, across.row(y), kernel[0])
		for i := 1; i <= r; i++ {
			addScaled(to, tmp, across.row(max(y-i, 0)), across.row(min(y+i, p.h-1)), kernel[i])
		}
	}
	return out
}

// addScaled adds (a+b)*by to to; tmp is overwritten.
func addScaled(to, tmp, a, b []float32, by float32) {
	vek32.Add_Into(tmp, a, b)
	vek32.MulNumber_Inplace(tmp, by)
	vek32.Add_Inplace(to, tmp)
}

// gaussian is one half of a Gaussian's kernel, from its middle on, that sums to 1.
func gaussian(sigma float64) []float32 {
	r := max(int(math.Ceil(3*sigma)), 1)
	k := make([]float64, r+1)
	sum := 0.0
	for i := range k {
		k[i] = math.Exp(-float64(i*i) / (2 * sigma * sigma))
		sum += 2 * k[i]
	}
	sum -= k[0]
	out := make([]float32, r+1)
	for i := range k {
		out[i] = float32(k[i] / sum)
	}
	return out
}

// every second is p at half its size, without its other pixels.
func (p plane) everySecond() plane {
	out := newPlane(max(p.w/2, 1), max(p.h/2, 1))
	for y := range out.h {
		from, to := p.row(min(2*y, p.h-1)), out.row(y)
		for x := range to {
			to[x] = from[min(2*x, p.w-1)]
		}
	}
	return out
}

// halved is p at half its size, each pixel the mean of four.
func (p plane) halved() plane {
	out := newPlane(max(p.w/2, 1), max(p.h/2, 1))
	for y := range out.h {
		a, b, to := p.row(min(2*y, p.h-1)), p.row(min(2*y+1, p.h-1)), out.row(y)
		for x := range to {
			l, r := min(2*x, p.w-1), min(2*x+1, p.w-1)
			to[x] = (a[l] + a[r] + b[l] + b[r]) / 4
		}
	}
	return out
}

// at is the value between four pixels; false outside of the picture.
func (p plane) at(x, y float32) (float32, bool) {
	if !(x >= 0 && y >= 0 && x <= float32(p.w-1) && y <= float32(p.h-1)) {
		return 0, false
	}
	xi, yi := min(int(x), p.w-2), min(int(y), p.h-2)
	if xi < 0 || yi < 0 {
		return p.pix[0], true
	}
	fx, fy := x-float32(xi), y-float32(yi)
	i := yi*p.w + xi
	top := p.pix[i] + fx*(p.pix[i+1]-p.pix[i])
	low := p.pix[i+p.w] + fx*(p.pix[i+p.w+1]-p.pix[i+p.w])
	return top + fy*(low-top), true
}

// pyramid is a picture at its size, half of it, and so on.
type pyramid []plane

func pyramidOf(p plane) pyramid {
	levels := pyramid{p}
	for len(levels) < 7 && min(p.w, p.h) >= 32 {
		p = p.halved()
		levels = append(levels, p)
	}
	return levels
}
