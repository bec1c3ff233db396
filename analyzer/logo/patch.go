package logo

import (
	"math"
)

// grid is a template at a fixed resolution, by which pictures are compared with it.
type grid struct {
	w, h int
	// value is the template, of mean 0 and deviation 1 over its mask; mask tells which of
	// its cells count.
	value plane
	mask  []float32
	count float32
	dx    []float32 // gradients of value
	dy    []float32
	edge  []float32 // how much a cell's gradient counts, 0 to 1
	edges float32   // sum of edge
	// steepest are the derivatives of value by the parameters of a homography, and inverse
	// the inverse of their normal matrix (Baker and Matthews, Lucas-Kanade 20 Years On, IJCV 56(3), 2004).
	steepest [params][]float32
	inverse  [params][params]float64 // of the first six alone where affine
	affine   [6][6]float64
}

// params are those of a homography.
const params = 8

// patch are the values of a picture where the cells of a grid are; outside are those beyond its borders.
type patch struct {
	value   plane
	outside int
}

// sample looks at a picture through h, which takes cells of the grid to pixels of its first level.
func (p pyramid) sample(g *grid, h homography, into *patch) {
	if len(into.value.pix) != g.w*g.h {
		into.value = newPlane(g.w, g.h)
	}
	into.value.w, into.value.h = g.w, g.h
	s := h.corners(float64(g.w), float64(g.h)).sides()
	step := max((s[0]+s[2])/float64(2*g.w), (s[1]+s[3])/float64(2*g.h))
	level := 0
	for level+1 < len(p) && step > 1.5 {
		step /= 2
		level++
	}
	from := p[level]
	by := 1 / float64(int(1)<<level)
	into.outside = 0
	for y := range g.h {
		row := into.value.row(y)
		nx, ny, d := h[1]*float64(y)+h[2], h[4]*float64(y)+h[5], h[7]*float64(y)+h[8]
		for x := range row {
			fx := float64(x)
			q := by / (h[6]*fx + d)
			px, py := (h[0]*fx+nx)*q, (h[3]*fx+ny)*q
			shift := (by - 1) / 2 // the middle of a pixel of a level is between pixels of the one below
			v, ok := from.at(float32(px+shift), float32(py+shift))
			if !ok {
				into.outside++
				v = from.nearest(px+shift, py+shift)
			}
			row[x] = v
		}
	}
	into.value.smooth()
}

func (p plane) nearest(x, y float64) float32 {
	clamp := func(v float64, n int) int {
		if !(v > 0) {
			return 0
		}
		return int(min(v, float64(n-1)))
	}
	return p.pix[clamp(y, p.h)*p.w+clamp(x, p.w)]
}

// smooth is a binomial filter over 3 x 3 cells, in place.
func (p plane) smooth() {
	for y := range p.h {
		row := p.row(y)
		before := row[0]
		for x := range row {
			v := row[x]
			row[x] = (before + 2*v + row[min(x+1, p.w-1)]) / 4
			before = v
		}
	}
	for x := range p.w {
		before := p.pix[x]
		for y := range p.h {
			v := p.pix[y*p.w+x]
			p.pix[y*p.w+x] = (before + 2*v + p.pix[min(y+1, p.h-1)*p.w+x]) / 4
			before = v
		}
	}
}

// normalize gives the masked cells a mean of 0 and a deviation of 1, and returns the deviation they had.
func (g *grid) normalize(v plane) float32 {
	var sum, squares float64
	for i, m := range g.mask {
		x := float64(v.pix[i])
		sum += float64(m) * x
		squares += float64(m) * x * x
	}
	mean := sum / float64(g.count)
	dev := math.Sqrt(max(squares/float64(g.count)-mean*mean, 0))
	by := 0.0
	if dev > 1e-4 {
		by = 1 / dev
	}
	for i := range v.pix {
		v.pix[i] = float32((float64(v.pix[i]) - mean) * by)
	}
	return float32(dev)
}

// correlation is that of a normalized patch with the template, -1 to 1.
func (g *grid) correlation(v plane) float32 {
	sum := float32(0)
	for i, m := range g.mask {
		sum += m * v.pix[i] * g.value.pix[i]
	}
	return sum / g.count
}

// newGrid is a grid of a template's values, and of the cells that count.
func newGrid(value plane, mask []float32) (*grid, bool) {
	g := &grid{w: value.w, h: value.h, value: value, mask: mask}
	for _, m := range mask {
		g.count += m
	}
	if g.count < 16 || g.normalize(value) < 0.01 {
		return nil, false
	}
	n := len(value.pix)
	g.dx, g.dy, g.edge = make([]float32, n), make([]float32, n), make([]float32, n)
	slope(value, g.dx, g.dy)
	top := float32(0)
	for i := range g.dx {
		top = max(top, hypot(g.dx[i], g.dy[i]))
	}
	for i := range g.edge {
		g.edge[i] = mask[i] * min(hypot(g.dx[i], g.dy[i])/(0.5*top), 1)
		if g.edge[i] < 0.2 {
			g.edge[i] = 0
		}
		g.edges += g.edge[i]
	}
	return g, g.fillSteepest()
}

// fillSteepest is false where a template looks alike in some direction.
func (g *grid) fillSteepest() bool {
	for k := range g.steepest {
		g.steepest[k] = make([]float32, len(g.dx))
	}
	cx, cy := float32(g.w)/2, float32(g.h)/2
	unit := 2 / (cx + cy)
	for y := range g.h {
		for x := range g.w {
			i := y*g.w + x
			m := g.mask[i]
			u, v := (float32(x)-cx)*unit, (float32(y)-cy)*unit
			dx, dy := m*g.dx[i], m*g.dy[i]
			w := -(u*dx + v*dy)
			for k, d := range [params]float32{dx * u, dx * v, dx, dy * u, dy * v, dy, w * u, w * v} {
				g.steepest[k][i] = d
			}
		}
	}
	var normal [params][params]float64
	for a := range params {
		for b := a; b < params; b++ {
			sum := 0.0
			for i := range g.dx {
				sum += float64(g.steepest[a][i] * g.steepest[b][i])
			}
			normal[a][b], normal[b][a] = sum, sum
		}
	}
	return invert(normal[:], 6, func(r, c int, v float64) { g.affine[r][c] = v }) &&
		invert(normal[:], params, func(r, c int, v float64) { g.inverse[r][c] = v })
}

// invert hands out the inverse of the first n rows and columns, which are held from being singular
// by a thousandth of their mean: a ring looks alike however it is turned.
func invert(normal [][params]float64, n int, put func(r, c int, v float64)) bool {
	mean := 0.0
	for i := range n {
		mean += normal[i][i] / float64(n)
	}
	for c := range n {
		a, b := make([][]float64, n), make([]float64, n)
		for r := range n {
			a[r] = append([]float64(nil), normal[r][:n]...)
			a[r][r] += 1e-3 * mean
		}
		b[c] = 1
		if !solve(a, b) {
			return false
		}
		for r := range n {
			put(r, c, b[r])
		}
	}
	return true
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

// slope are the central differences of a plane.
func slope(p plane, dx, dy []float32) {
	for y := range p.h {
		up, down := p.row(max(y-1, 0)), p.row(min(y+1, p.h-1))
		row := p.row(y)
		for x := range row {
			dx[y*p.w+x] = (row[min(x+1, p.w-1)] - row[max(x-1, 0)]) / 2
			dy[y*p.w+x] = (down[x] - up[x]) / 2
		}
	}
}
