package logo

import (
	"image"
	"math"
	"slices"

	"github.com/disintegration/imaging"
)

const (
	// templateSide is the side of a square of a template's area, in pixels, and templateLong
	// its longest side.
	templateSide = 192
	templateLong = 560
	// margin is what is left around a logo, as a part of that side.
	margin = 0.08
	// templateKeypoints bounds the keypoints of a template.
	templateKeypoints = 320
)

// template is one way in which an example of a logo may look.
type template struct {
	brand int
	// w and h are its size in pixels, with what is left around the logo.
	w, h float64
	// outline are the outermost places of the logo, in all directions.
	outline  []point
	points   []keypoint
	inverted []descriptor // of points
	// tiny, coarse and fine are the template at more and more cells.
	tiny, coarse, fine *grid
}

// templatesOf are the ways in which an example may look: as it is, on a ground as bright as its own is dark, and
// in one colour. It is empty where there is nothing to be told from its ground.
func templatesOf(img *image.NRGBA, brand int) []template {
	cut, mask := cutOut(img)
	if cut == nil {
		return nil
	}
	b := cut.Bounds()
	side := math.Sqrt(float64(b.Dx() * b.Dy()))
	scale := min(templateSide/side, templateLong/float64(max(b.Dx(), b.Dy())), 4)
	w, h := max(int(float64(b.Dx())*scale), 8), max(int(float64(b.Dy())*scale), 8)
	space := int(math.Ceil(margin * math.Sqrt(float64(w*h))))
	ground := groundOf(cut)
	own := pad(grayOf(imaging.Resize(cut, w, h, imaging.Lanczos)), space, ground)
	shape := pad(grayOf(imaging.Resize(mask, w, h, imaging.Lanczos)), space, 0)
	var out []template
	for _, p := range []plane{own, onOther(own, shape, ground), inOneColour(own, ground)} {
		t, ok := newTemplate(p, shape, brand)
		if ok && len(out) > 0 && t.fine.edges < plainer*out[0].fine.edges {
			continue // a mere outline looks like much else
		}
		if ok && !slices.ContainsFunc(out, func(o template) bool { return like(o.fine.correlation(t.fine.value)) > alike }) {
			out = append(out, t)
		}
	}
	return out
}

// alike is the correlation from which two ways to look are one.
const alike = 0.94

// plainer is the part of the edges of an example that another way to look must have.
const plainer = 0.5

// onOther is a logo on dark where its ground is bright, and the other way round.
func onOther(p, shape plane, ground float32) plane {
	other := float32(0.06)
	if ground < 0.5 {
		other = 1
	}
	out := newPlane(p.w, p.h)
	for i, v := range p.pix {
		out.pix[i] = shape.pix[i]*v + (1-shape.pix[i])*other
	}
	return out
}

// inOneColour is a logo with all that differs enough from its ground in black.
func inOneColour(p plane, ground float32) plane {
	top := float32(0)
	for _, v := range p.pix {
		top = max(top, like(v-ground))
	}
	out := newPlane(p.w, p.h)
	for i, v := range p.pix {
		if like(v-ground) < 0.25*top {
			out.pix[i] = 1
		}
	}
	return out
}

func like(v float32) float32 { return max(v, -v) }

// groundOf is the luma of the first pixel of a cut-out, which lies on its ground.
func groundOf(img *image.NRGBA) float32 {
	return (0.299*float32(img.Pix[0]) + 0.587*float32(img.Pix[1]) + 0.114*float32(img.Pix[2])) / 255
}

func pad(p plane, space int, ground float32) plane {
	out := newPlane(p.w+2*space, p.h+2*space)
	for i := range out.pix {
		out.pix[i] = ground
	}
	for y := range p.h {
		copy(out.row(y + space)[space:], p.row(y))
	}
	return out
}

func newTemplate(p, shape plane, brand int) (template, bool) {
	t := template{brand: brand, w: float64(p.w), h: float64(p.h)}
	t.outline = outlineOf(shape)
	levels, shapes := pyramidOf(p), pyramidOf(shape)
	var ok bool
	if t.tiny, ok = gridOf(levels, shapes, 14); !ok {
		return t, false
	}
	if t.coarse, ok = gridOf(levels, shapes, 26); !ok {
		return t, false
	}
	if t.fine, ok = gridOf(levels, shapes, 56); !ok {
		return t, false
	}
	t.points = keypointsOf(p, 0.5, templateKeypoints)
	for i := range t.points {
		t.inverted = append(t.inverted, t.points[i].desc.inverted())
	}
	return t, true
}

// point is a place, in pixels.
type point struct{ x, y float64 }

// outlineOf are the outermost places of a shape, in 32 directions.
func outlineOf(shape plane) []point {
	const directions = 32
	out, far := make([]point, directions), make([]float64, directions)
	for k := range directions {
		far[k] = math.Inf(-1)
		sin, cos := math.Sincos(fullTurn * float64(k) / directions)
		for y := range shape.h {
			for x, v := range shape.row(y) {
				if d := cos*float64(x) + sin*float64(y); v > 0.5 && d > far[k] {
					far[k], out[k] = d, point{float64(x), float64(y)}
				}
			}
		}
	}
	return out
}

// gridOf is a template as a grid of side*side cells, in its proportions.
func gridOf(levels, shapes pyramid, side float64) (*grid, bool) {
	w, h := float64(levels[0].w), float64(levels[0].h)
	by := math.Sqrt(w*h) / side
	g := &grid{w: max(int(math.Round(w/by)), 6), h: max(int(math.Round(h/by)), 6)}
	view := g.over(w, h)
	var seen, shape patch
	levels.sample(g, view, &seen)
	shapes.sample(g, view, &shape)
	mask := make([]float32, g.w*g.h)
	for y := range g.h {
		for x := range g.w {
			for yy := max(y-1, 0); yy <= min(y+1, g.h-1); yy++ {
				for xx := max(x-1, 0); xx <= min(x+1, g.w-1); xx++ {
					if shape.value.pix[yy*g.w+xx] > 0.2 {
						mask[y*g.w+x] = 1
					}
				}
			}
		}
	}
	return newGrid(seen.value, mask)
}

// over takes the cells of a grid to the pixels of a template of this size.
func (g *grid) over(w, h float64) homography {
	sx, sy := w/float64(g.w), h/float64(g.h)
	return homography{sx, 0, sx/2 - 0.5, 0, sy, sy/2 - 0.5, 0, 0, 1}
}
