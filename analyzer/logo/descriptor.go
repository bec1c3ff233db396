package logo

import (
	"math"
	"math/bits"
	"slices"
)

const (
	cells     = 4 // a side
	bins      = 8 // of directions
	dims      = cells * cells * bins
	fullTurn  = 2 * math.Pi
	histogram = 36
)

// descriptor is the histogram of gradients around a keypoint (Lowe 2004, section 6), and a
// bit of each of its values: whether that is over the median.
type descriptor struct {
	values [dims]uint8
	bits   [2]uint64
}

// distance is how many bits of two descriptors differ.
func (d *descriptor) distance(o *descriptor) int {
	return bits.OnesCount64(d.bits[0]^o.bits[0]) + bits.OnesCount64(d.bits[1]^o.bits[1])
}

// far is the squared Euclidean distance of two descriptors of length 512.
func (d *descriptor) far(o *descriptor) int {
	sum := 0
	for i := range d.values {
		x := int(d.values[i]) - int(o.values[i])
		sum += x * x
	}
	return sum
}

// inverted is the descriptor of the same place where dark and bright are exchanged: all
// gradients point the other way, that of the keypoint as well, so that the cells are turned by half.
func (d *descriptor) inverted() descriptor {
	var out descriptor
	for cell := range cells * cells {
		copy(out.values[(cells*cells-1-cell)*bins:][:bins], d.values[cell*bins:][:bins])
	}
	out.sign()
	return out
}

func (d *descriptor) sign() {
	sorted := d.values
	slices.Sort(sorted[:])
	median := sorted[dims/2]
	d.bits = [2]uint64{}
	for i, v := range d.values {
		if v > median {
			d.bits[i/64] |= 1 << (i % 64)
		}
	}
}

// gradients are how steep a picture is at each of its pixels, and where to.
type gradients struct {
	w, h             int
	magnitude, angle []float32
}

func gradientsOf(p plane) gradients {
	g := gradients{w: p.w, h: p.h, magnitude: make([]float32, len(p.pix)), angle: make([]float32, len(p.pix))}
	for y := 1; y < p.h-1; y++ {
		for x := 1; x < p.w-1; x++ {
			i := y*p.w + x
			dx, dy := p.pix[i+1]-p.pix[i-1], p.pix[i+p.w]-p.pix[i-p.w]
			g.magnitude[i] = float32(math.Sqrt(float64(dx*dx + dy*dy)))
			g.angle[i] = atan2(dy, dx)
		}
	}
	return g
}

// atan2 is within 0.0003 of the angle, from 0 to a full turn, at a fraction of the cost of math.Atan2
// (Abramowitz and Stegun, 4.4.47).
func atan2(y, x float32) float32 {
	ax, ay := max(x, -x), max(y, -y)
	if ax+ay == 0 {
		return 0
	}
	swap := ay > ax
	if swap {
		ax, ay = ay, ax
	}
	t := ay / ax
	s := t * t
	a := t * (0.9998660 + s*(-0.3302995+s*(0.1801410+s*(-0.0851330+s*0.0208351))))
	if swap {
		a = math.Pi/2 - a
	}
	if x < 0 {
		a = math.Pi - a
	}
	if y < 0 {
		a = fullTurn - a
	}
	return a
}

// orientations are the directions in which most gradients around a place point, at the most two.
func (g gradients) orientations(e extremum) []float32 {
	var raw, smooth [histogram]float32
	sigma := 1.5 * e.sigma
	r := int(math.Round(float64(3 * sigma)))
	cx, cy := int(math.Round(float64(e.x))), int(math.Round(float64(e.y)))
	for y := max(cy-r, 1); y <= min(cy+r, g.h-2); y++ {
		for x := max(cx-r, 1); x <= min(cx+r, g.w-2); x++ {
			dx, dy := float32(x-cx), float32(y-cy)
			weight := falloff((dx*dx + dy*dy) / (2 * sigma * sigma))
			bin := int(g.angle[y*g.w+x]*(histogram/fullTurn)+0.5) % histogram
			raw[bin] += weight * g.magnitude[y*g.w+x]
		}
	}
	at := func(h *[histogram]float32, i int) float32 { return h[(i+2*histogram)%histogram] }
	top := float32(0)
	for i := range smooth {
		smooth[i] = (at(&raw, i-2)+at(&raw, i+2))/16 + (at(&raw, i-1)+at(&raw, i+1))/4 + raw[i]*6/16
		top = max(top, smooth[i])
	}
	type peak struct{ angle, height float32 }
	var peaks []peak
	for i, v := range smooth {
		l, r := at(&smooth, i-1), at(&smooth, i+1)
		if v > l && v > r && v >= 0.8*top {
			bin := float32(i) + 0.5*(l-r)/(l-2*v+r)
			peaks = append(peaks, peak{angle: bin * fullTurn / histogram, height: v})
		}
	}
	slices.SortStableFunc(peaks, func(a, b peak) int {
		if a.height > b.height {
			return -1
		}
		return 1
	})
	var out []float32
	for _, p := range peaks[:min(len(peaks), 2)] {
		out = append(out, p.angle)
	}
	return out
}

// falloff is close to exp(-x), without its cost.
func falloff(x float32) float32 {
	t := 1 - x/16
	if t <= 0 {
		return 0
	}
	t *= t
	t *= t
	t *= t
	return t * t
}

// describe is the descriptor of a place, turned by an angle.
func (g gradients) describe(e extremum, angle float32) descriptor {
	var hist [(cells + 2) * (cells + 2) * (bins + 1)]float32
	sin, cos := math.Sincos(float64(angle))
	width := 3 * e.sigma
	cs, sn := float32(cos)/width, float32(sin)/width
	r := min(int(float64(width)*math.Sqrt2*(cells+1)*0.5+0.5), g.w+g.h)
	cx, cy := int(math.Round(float64(e.x))), int(math.Round(float64(e.y)))
	for y := max(cy-r, 1); y <= min(cy+r, g.h-2); y++ {
		for x := max(cx-r, 1); x <= min(cx+r, g.w-2); x++ {
			dx, dy := float32(x)-e.x, float32(y)-e.y
			u, v := cs*dx+sn*dy, cs*dy-sn*dx
			cu, cv := u+cells/2-0.5, v+cells/2-0.5
			if cu <= -1 || cv <= -1 || cu >= cells || cv >= cells {
				continue
			}
			i := y*g.w + x
			turn := (g.angle[i] - angle) * (bins / fullTurn)
			if turn < 0 {
				turn += bins
			}
			spread(&hist, cu+1, cv+1, turn, g.magnitude[i]*falloff((u*u+v*v)/(2*cells*cells/4)))
		}
	}
	return normalized(&hist)
}

// spread shares a gradient among the eight nearest bins.
func spread(hist *[(cells + 2) * (cells + 2) * (bins + 1)]float32, u, v, turn, weight float32) {
	ui, vi, ti := int(u), int(v), int(turn)
	fu, fv, ft := u-float32(ui), v-float32(vi), turn-float32(ti)
	if ti >= bins {
		ti = 0
	}
	for dv, wv := range [2]float32{(1 - fv) * weight, fv * weight} {
		for du, wu := range [2]float32{(1 - fu) * wv, fu * wv} {
			at := ((vi+dv)*(cells+2) + ui + du) * (bins + 1)
			hist[at+ti] += (1 - ft) * wu
			hist[at+ti+1] += ft * wu
		}
	}
}

func normalized(hist *[(cells + 2) * (cells + 2) * (bins + 1)]float32) (d descriptor) {
	var raw [dims]float32
	sum := float32(0)
	for v := range cells {
		for u := range cells {
			from := hist[((v+1)*(cells+2)+u+1)*(bins+1):]
			for t := range bins {
				x := from[t]
				if t == 0 {
					x += from[bins]
				}
				raw[(v*cells+u)*bins+t] = x
				sum += x * x
			}
		}
	}
	limit := 0.2 * float32(math.Sqrt(float64(sum)))
	sum = 0
	for i := range raw {
		raw[i] = min(raw[i], limit)
		sum += raw[i] * raw[i]
	}
	scale := 512 / max(float32(math.Sqrt(float64(sum))), 1e-12)
	for i := range raw {
		d.values[i] = uint8(min(raw[i]*scale, 255))
	}
	d.sign()
	return d
}
