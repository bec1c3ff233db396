package fingerprint

import "math"

// mostDetail is the deviation of the brightness, of 255, beyond which the detail of a part
// counts no more.
const mostDetail = 40

// lay compares two contents where both are seen, after it has moved one a little until
// they agree best.
func lay(a, b Fingerprint, p placing, points int) Match {
	score, overlap := likeness(a, b, p)
	for _, step := range []float64{0.03, 0.015} {
		for range 4 {
			next, at := p, score
			for _, q := range p.nearby(step) {
				if s, o := likeness(a, b, q); o >= leastOverlap && s > at {
					next, at, overlap = q, s, o
				}
			}
			if next == p {
				break
			}
			p, score = next, at
		}
	}
	if overlap < leastOverlap {
		score = 0
	}
	whole := math.Abs(math.Abs(p.sx)-1) < 0.03 && math.Abs(p.sy-1) < 0.03 && overlap > 0.94
	return Match{Likeness: score, Mirrored: p.mirrored, Whole: whole, Points: points}
}

// nearby are the placings a step away.
func (p placing) nearby(step float64) []placing {
	var all []placing
	for _, d := range []float64{step, -step} {
		q := p
		q.tx += d
		all = append(all, q)
		q = p
		q.ty += d
		all = append(all, q)
		// larger or smaller around the middle
		q = p
		q.sx, q.tx = p.sx*(1+d), p.tx-p.sx*d/2
		q.sy, q.ty = p.sy*(1+d), p.ty-p.sy*d/2
		all = append(all, q)
		q = p
		q.sx, q.tx = p.sx*(1+d), p.tx-p.sx*d/2
		all = append(all, q)
	}
	return all
}

// likeness is how much of the detail that both show agrees, and how much of the smaller
// one lies on the other. Detail is what is left of the brightness without what is around:
// that one sky is as bright as another makes no family. Each part of the picture says
// whether it agrees, so that a watermark or other words cost their parts only.
func likeness(a, b Fingerprint, p placing) (score, overlap float64) {
	var va, vb [gridSide * gridSide]float32
	var seen [gridSide * gridSide]bool
	count := 0
	for y := range gridSide {
		for x := range gridSide {
			ax, ay := (float64(x)+0.5)/gridSide, (float64(y)+0.5)/gridSide
			bx, by := ax*p.sx+p.tx, ay*p.sy+p.ty
			if bx < 0 || by < 0 || bx > 1 || by > 1 {
				continue
			}
			i := y*gridSide + x
			seen[i], va[i], vb[i] = true, float32(a.Grey[i]), b.grey(bx*gridSide-0.5, by*gridSide-0.5)
			count++
		}
	}
	area := math.Abs(p.sx * p.sy) // of a, in that of b
	overlap = float64(count) / (gridSide * gridSide) * max(1, area)
	if overlap < leastOverlap {
		return 0, overlap
	}
	return agreement(&va, &vb, &seen), min(overlap, 1)
}

// grey is the brightness between samples.
func (f *Fingerprint) grey(x, y float64) float32 {
	x, y = min(max(x, 0), gridSide-1), min(max(y, 0), gridSide-1)
	left, top := int(x), int(y)
	right, bottom := min(left+1, gridSide-1), min(top+1, gridSide-1)
	fx, fy := float32(x-float64(left)), float32(y-float64(top))
	upper := float32(f.Grey[top*gridSide+left])*(1-fx) + float32(f.Grey[top*gridSide+right])*fx
	lower := float32(f.Grey[bottom*gridSide+left])*(1-fx) + float32(f.Grey[bottom*gridSide+right])*fx
	return upper*(1-fy) + lower*fy
}

// agreement is the share of the detail of two pictures that lies in parts which agree,
// times how well these do.
func agreement(a, b *[gridSide * gridSide]float32, seen *[gridSide * gridSide]bool) float64 {
	const parts, size = 8, gridSide / 8
	var all, agreed float64
	for py := range parts {
		for px := range parts {
			// A part is seen with a margin, so that it holds enough to compare.
			var n, sa, sb, saa, sbb, sab float64
			for y := max(0, py*size-2); y < min(gridSide, py*size+size+2); y++ {
				for x := max(0, px*size-2); x < min(gridSide, px*size+size+2); x++ {
					i := y*gridSide + x
					if !seen[i] {
						continue
					}
					u, v := float64(a[i]), float64(b[i])
					n, sa, sb, saa, sbb, sab = n+1, sa+u, sb+v, saa+u*u, sbb+v*v, sab+u*v
				}
			}
			if n < 16 {
				continue
			}
			da, db := max(0, saa/n-sa/n*sa/n), max(0, sbb/n-sb/n*sb/n)
			weight := math.Sqrt(math.Sqrt(da) * math.Sqrt(db)) // the geometric mean of both details
			larger := math.Sqrt(max(da, db))
			if larger < 3 {
				continue
			}
			// No part says more than others by being more glaring: screenshots of one
			// layout have the glaring parts in common and the text apart.
			heavy := min(1, mostDetail/larger)
			all += heavy * larger
			agreed += heavy * weight * max(0, (sab/n-sa/n*sb/n)/math.Sqrt(max(da*db, 1)))
		}
	}
	if all == 0 {
		return 0
	}
	return agreed / all
}
