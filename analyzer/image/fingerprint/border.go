package fingerprint

const (
	// borderContrast is the most that the pixels of a border's line deviate, of 255.
	borderContrast = 5
	// borderStep is the most that the lines of a border differ from its first, of 255.
	borderStep = 10
	// leastContent is how much of each side the content has at least.
	leastContent = 0.25
	// maxBorders is how many borders may lie in one another.
	maxBorders = 3
)

// trimmed is the picture without borders of one brightness, nor borders within those. What
// would leave next to nothing is left.
func (g grey) trimmed() grey {
	for range maxBorders {
		inner := g.without()
		if inner.w == g.w && inner.h == g.h {
			break
		}
		g = inner
	}
	return g
}

// without is the picture without its outer border.
func (g grey) without() grey {
	turned := g.turned()
	top, bottom := g.borders()
	left, right := turned.borders()
	w, h := g.w-left-right, g.h-top-bottom
	if float64(w) < leastContent*float64(g.w) || float64(h) < leastContent*float64(g.h) {
		return g
	}
	out := newGrey(w, h)
	for y := range h {
		copy(out.v[y*w:(y+1)*w], g.v[(y+top)*g.w+left:(y+top)*g.w+left+w])
	}
	return out
}

// borders are how many lines at the top and at the bottom are border.
func (g grey) borders() (top, bottom int) {
	line := func(y int) []float32 { return g.v[y*g.w : (y+1)*g.w] }
	count := func(at func(int) int) int {
		var first float64
		for i := range g.h {
			values := line(at(i))
			mean := meanOf(values)
			if i == 0 {
				first = mean
			}
			if !quiet(values, first) {
				// The line in which border and content are mixed belongs to neither.
				if i > 0 && i < g.h-1 {
					return i + 1
				}
				return i
			}
		}
		return g.h
	}
	if top = count(func(i int) int { return i }); top >= g.h {
		return 0, 0
	}
	return top, count(func(i int) int { return g.h - 1 - i })
}

// quiet tells whether nearly all pixels of a line have the border's brightness; the
// few others are what compression leaves.
func quiet(values []float32, border float64) bool {
	off := 0
	for _, v := range values {
		if d := float64(v) - border; d > borderStep || d < -borderStep {
			off++
		}
	}
	return off*100 <= len(values) && deviation(values) <= borderContrast
}

func meanOf(values []float32) float64 {
	var sum float64
	for _, v := range values {
		sum += float64(v)
	}
	return sum / float64(len(values))
}
