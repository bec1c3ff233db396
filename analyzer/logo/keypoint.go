package logo

import (
	"cmp"
	"math"
	"slices"
)

// The scale space of SIFT (Lowe, Distinctive Image Features from Scale-Invariant
// Keypoints, IJCV 60(2), 2004), with the values of section 3.
const (
	intervals   = 3
	baseSigma   = 1.6
	minContrast = 0.008
	maxEdge     = 12.0 // ratio of the principal curvatures
)

// keypoint is a place in a picture that is found again when the picture is scaled or turned.
type keypoint struct {
	x, y float32
	// sigma is its scale in pixels, angle where its gradients point, in radians.
	sigma, angle float32
	response     float32
	desc         descriptor
}

// octave is a part of the scale space; step is the size of its pixels in those of the picture.
type octave struct {
	step   float32
	levels []plane
	dogs   []plane
}

// extremum is a place before it is described.
type extremum struct {
	octave, level int
	x, y          float32 // in pixels of the octave
	sigma         float32 // in pixels of the octave
	response      float32
}

// keypointsOf are the most distinct keypoints of a picture that is blurred by sigma, at the most
// limit of them, in a fixed order.
func keypointsOf(p plane, sigma float64, limit int) []keypoint {
	var found []extremum
	var octaves []octave
	base := p.blurred(math.Sqrt(max(baseSigma*baseSigma-sigma*sigma, 0.01)))
	for step := float32(1); min(base.w, base.h) >= 12 && len(octaves) < 8; step *= 2 {
		o := newOctave(base, step)
		found = append(found, o.extrema(len(octaves))...)
		octaves = append(octaves, o)
		base = o.levels[intervals].everySecond()
	}
	slices.SortFunc(found, func(a, b extremum) int {
		return cmp.Or(cmp.Compare(b.response, a.response), cmp.Compare(a.octave, b.octave), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	found = found[:min(len(found), limit)]
	slices.SortFunc(found, func(a, b extremum) int {
		return cmp.Or(cmp.Compare(a.octave, b.octave), cmp.Compare(a.level, b.level), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	var out []keypoint
	for at := 0; at < len(found); {
		end := at
		for end < len(found) && found[end].octave == found[at].octave && found[end].level == found[at].level {
			end++
		}
		o := octaves[found[at].octave]
		field := gradientsOf(o.levels[found[at].level])
		for _, e := range found[at:end] {
			for _, angle := range field.orientations(e) {
				out = append(out, keypoint{
					x: e.x * o.step, y: e.y * o.step, sigma: e.sigma * o.step, angle: angle, response: e.response,
					desc: field.describe(e, angle),
				})
			}
		}
		at = end
	}
	return out
}

func newOctave(base plane, step float32) octave {
	o := octave{step: step, levels: []plane{base}}
	k := math.Pow(2, 1.0/intervals)
	before := baseSigma
	for len(o.levels) < intervals+3 {
		after := before * k
		o.levels = append(o.levels, o.levels[len(o.levels)-1].blurred(math.Sqrt(after*after-before*before)))
		before = after
	}
	for i := range intervals + 2 {
		d := newPlane(base.w, base.h)
		a, b := o.levels[i].pix, o.levels[i+1].pix
		for j := range d.pix {
			d.pix[j] = b[j] - a[j]
		}
		o.dogs = append(o.dogs, d)
	}
	return o
}

// extrema are the local extrema of the differences of Gaussians.
func (o octave) extrema(index int) []extremum {
	const border = 5
	var out []extremum
	for level := 1; level <= intervals; level++ {
		d := o.dogs[level]
		for y := border; y < d.h-border; y++ {
			row := d.row(y)
			for x := border; x < d.w-border; x++ {
				v := row[x]
				if (v > 0.5*minContrast && o.isExtreme(level, x, y, v, 1)) || (v < -0.5*minContrast && o.isExtreme(level, x, y, -v, -1)) {
					if e, ok := o.refine(level, x, y); ok {
						e.octave = index
						out = append(out, e)
					}
				}
			}
		}
	}
	return out
}

// isExtreme tells whether sign*v is no less than all 26 neighbours.
func (o octave) isExtreme(level, x, y int, v, sign float32) bool {
	for _, d := range o.dogs[level-1 : level+2] {
		for yy := y - 1; yy <= y+1; yy++ {
			n := d.pix[yy*d.w+x-1 : yy*d.w+x+2]
			if sign*n[0] > v || sign*n[1] > v || sign*n[2] > v {
				return false
			}
		}
	}
	return true
}

// refine fits a quadratic to an extremum (Brown and Lowe, BMVC 2002), and drops those
// of low contrast and on edges.
func (o octave) refine(level, x, y int) (extremum, bool) {
	var g, off [3]float64
	var dxx, dyy, dxy float64
	for try := 0; ; try++ {
		a, b, c := o.dogs[level-1], o.dogs[level], o.dogs[level+1]
		i := y*b.w + x
		v := func(p plane, j int) float64 { return float64(p.pix[j]) }
		g = [3]float64{(v(b, i+1) - v(b, i-1)) / 2, (v(b, i+b.w) - v(b, i-b.w)) / 2, (v(c, i) - v(a, i)) / 2}
		dxx = v(b, i+1) + v(b, i-1) - 2*v(b, i)
		dyy = v(b, i+b.w) + v(b, i-b.w) - 2*v(b, i)
		dss := v(c, i) + v(a, i) - 2*v(b, i)
		dxy = (v(b, i+b.w+1) - v(b, i+b.w-1) - v(b, i-b.w+1) + v(b, i-b.w-1)) / 4
		dxs := (v(c, i+1) - v(c, i-1) - v(a, i+1) + v(a, i-1)) / 4
		dys := (v(c, i+b.w) - v(c, i-b.w) - v(a, i+b.w) + v(a, i-b.w)) / 4
		var ok bool
		off, ok = solve3([3][3]float64{{dxx, dxy, dxs}, {dxy, dyy, dys}, {dxs, dys, dss}}, [3]float64{-g[0], -g[1], -g[2]})
		if !ok {
			return extremum{}, false
		}
		if math.Abs(off[0]) < 0.6 && math.Abs(off[1]) < 0.6 && math.Abs(off[2]) < 0.6 {
			break
		}
		move := func(at int, by float64) int { return at + int(math.Round(max(min(by, 1), -1))) }
		nx, ny, nl := move(x, off[0]), move(y, off[1]), move(level, off[2])
		if try == 4 || nl < 1 || nl > intervals || nx < 5 || ny < 5 || nx >= b.w-5 || ny >= b.h-5 {
			for k := range off { // large round things have no sharp scale
				off[k] = max(min(off[k], 0.6), -0.6)
			}
			break
		}
		x, y, level = nx, ny, nl
	}
	value := float64(o.dogs[level].pix[y*o.dogs[level].w+x]) + (g[0]*off[0]+g[1]*off[1]+g[2]*off[2])/2
	det, trace := dxx*dyy-dxy*dxy, dxx+dyy
	if math.Abs(value) < minContrast || det <= 0 || trace*trace*maxEdge >= (maxEdge+1)*(maxEdge+1)*det {
		return extremum{}, false
	}
	return extremum{
		level: level, x: float32(float64(x) + off[0]), y: float32(float64(y) + off[1]), response: float32(math.Abs(value)),
		sigma: float32(baseSigma * math.Pow(2, (float64(level)+off[2])/intervals)),
	}, true
}

// solve3 solves a*x = b by Cramer's rule.
func solve3(a [3][3]float64, b [3]float64) (x [3]float64, ok bool) {
	det := det3(a)
	if math.Abs(det) < 1e-20 {
		return x, false
	}
	for i := range x {
		m := a
		for r := range 3 {
			m[r][i] = b[r]
		}
		x[i] = det3(m) / det
	}
	return x, true
}

func det3(a [3][3]float64) float64 {
	return a[0][0]*(a[1][1]*a[2][2]-a[1][2]*a[2][1]) - a[0][1]*(a[1][0]*a[2][2]-a[1][2]*a[2][0]) + a[0][2]*(a[1][0]*a[2][1]-a[1][1]*a[2][0])
}
