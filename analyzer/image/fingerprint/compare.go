package fingerprint

import "math"

const (
	// gridSide is how many samples a side the content's brightness is kept in.
	gridSide = 32
	// wholeBits is in how many bits the hashes of two contents differ at most for them to be
	// laid over one another whole.
	wholeBits = 18
	// pointBits is the same of two blobs, to be taken for the same thing.
	pointBits = 14
	// agreeing is how many blobs have to say the same of where a picture lies on another.
	agreeing = 3
	// leastOverlap is how much of the smaller of two contents lies on the other at least.
	leastOverlap = 0.5
)

// Match is how one picture lies on another.
type Match struct {
	// Likeness is 0 to 1: how much of what both show agrees.
	Likeness float64
	// Mirrored: one is the mirror image of the other.
	Mirrored bool
	// Whole: they show the same content, nothing of it cut off.
	Whole bool
	// Points is how many blobs agree.
	Points int
}

// placing says where a place of one content lies on the other, each in parts of its own
// width and height: x' = x*sx + tx.
type placing struct {
	sx, sy, tx, ty float64
	mirrored       bool
}

// Compare tells whether two pictures are of one family, which does not depend on the
// order in which they are given.
func Compare(a, b Fingerprint) (Match, bool) {
	if a.Flat() || b.Flat() {
		return Match{}, false
	}
	if less(b, a) {
		a, b = b, a
	}
	var best Match
	for _, flip := range []bool{false, true} {
		p, points := agree(a, b, flip)
		if points >= agreeing {
			best = better(best, lay(a, b, p, points))
		}
		if Distance(a.Whole, mirroredIf(b.Whole, flip)) <= wholeBits {
			best = better(best, lay(a, b, onWhole(flip), points))
		}
	}
	return best, best.Likeness >= threshold(best)
}

// onWhole lays a content on another whole.
func onWhole(flip bool) placing {
	if flip {
		return placing{sx: -1, sy: 1, tx: 1, mirrored: true}
	}
	return placing{sx: 1, sy: 1}
}

func mirroredIf(hash uint64, mirror bool) uint64 {
	if mirror {
		return mirrored(hash)
	}
	return hash
}

func better(a, b Match) Match {
	if b.Likeness-threshold(b) > a.Likeness-threshold(a) {
		return b
	}
	return a
}

// threshold is the likeness from which on a match is one: the more blobs say so, the
// less is asked of what is seen. Screenshots of one layout have up to nine in common, and
// are alike to 0.78.
func threshold(m Match) float64 {
	switch {
	case m.Points >= 15:
		return 0.55
	case m.Points >= 12:
		return 0.57
	case m.Points >= 10:
		return 0.6
	case m.Points >= 8:
		return 0.71
	case m.Points >= agreeing:
		return 0.79
	default:
		return 0.82
	}
}

func less(a, b Fingerprint) bool {
	if a.Whole != b.Whole {
		return a.Whole < b.Whole
	}
	for i, v := range a.Grey {
		if v != b.Grey[i] {
			return v < b.Grey[i]
		}
	}
	return false
}

// pair is a blob of each picture that may be the same.
type pair struct {
	a, b  Point
	ratio float64
}

// agree is how b lies on a by what most blobs say, and how many do.
func agree(a, b Fingerprint, flip bool) (placing, int) {
	var pairs []pair
	for _, p := range a.Points {
		for _, q := range b.Points {
			if (p.Mirrored != q.Mirrored) == flip && Distance(p.Hash, q.Hash) <= pointBits {
				pairs = append(pairs, pair{p, q, q.Size / p.Size})
			}
		}
	}
	var best []pair
	for _, of := range pairs {
		var same []pair
		taken := map[Point]bool{}
		for _, other := range pairs {
			if !taken[other.a] && !taken[other.b] && of.says(other, flip) {
				taken[other.a], taken[other.b] = true, true
				same = append(same, other)
			}
		}
		if len(same) > len(best) {
			best = same
		}
	}
	if len(best) < agreeing {
		return placing{}, len(best)
	}
	return fitted(a, b, best, flip), len(best)
}

// says tells whether another pair says of the pictures what this one says.
func (p pair) says(other pair, flip bool) bool {
	if r := other.ratio / p.ratio; r > 1.35 || r < 1/1.35 {
		return false
	}
	dx, dy := (other.a.X-p.a.X)*p.ratio, (other.a.Y-p.a.Y)*p.ratio
	if flip {
		dx = -dx
	}
	apart := math.Hypot(p.b.X+dx-other.b.X, p.b.Y+dy-other.b.Y)
	return apart < 0.02+0.18*math.Hypot(dx, dy)
}

// fitted is the placing that is nearest to what pairs say (least squares, a scale and an offset each way).
func fitted(a, b Fingerprint, pairs []pair, flip bool) placing {
	line := func(of func(pair) (x, y float64)) (scale, offset float64) {
		var n, sx, sy, sxx, sxy, ratio float64
		for _, p := range pairs {
			x, y := of(p)
			n, sx, sy, sxx, sxy, ratio = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y, ratio+math.Log(p.ratio)
		}
		scale = math.Exp(ratio / n)
		if spread := sxx/n - sx/n*sx/n; spread > 0.004 {
			scale = (sxy/n - sx/n*sy/n) / spread
		} else if flip {
			// too little apart to tell more than the sizes do
			scale = math.Copysign(scale, sxy/n-sx/n*sy/n)
		}
		return scale, sy/n - scale*sx/n
	}
	p := placing{mirrored: flip}
	p.sx, p.tx = line(func(p pair) (float64, float64) { return p.a.X / a.Width, p.b.X / b.Width })
	p.sy, p.ty = line(func(p pair) (float64, float64) { return p.a.Y / a.Height, p.b.Y / b.Height })
	return p
}
