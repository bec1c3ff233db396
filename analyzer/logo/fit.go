package logo

import "math"

// fitted is the pose that the supporters of a match agree on best: a turn, scale and shift, and where they
// are many enough an affine map and then a homography of all matches that are near. It is the pose
// of the match alone where its supporters are too few.
func (t *template) fitted(m *match, list []match) (homography, int) {
	if len(m.support) < 3 {
		return m.pose, len(m.support)
	}
	pose := fitSimilarity(m.support, list)
	size := math.Sqrt(t.w * t.h)
	best := len(m.support)
	for _, step := range []struct {
		least  int
		within float64
		fit    func([]int, []match) (homography, bool)
	}{{5, 0.12, fitAffine}, {6, 0.08, fitAffine}, {9, 0.08, fitHomography}, {9, 0.05, fitHomography}} {
		near := t.near(pose, list, step.within*size)
		if len(near) < step.least {
			break
		}
		next, ok := step.fit(near, list)
		if !ok || !next.corners(t.w, t.h).isPlausible(t.w, t.h) {
			break
		}
		if n := len(t.near(next, list, step.within*size)); n >= len(near) {
			pose, best = next, max(best, n)
		}
	}
	return pose, best
}

// near are the matches that a pose takes to within some pixels of the template of where they are.
func (t *template) near(pose homography, list []match, within float64) []int {
	s := pose.corners(t.w, t.h).sides()
	scale := math.Sqrt((s[0] + s[2]) / 2 * (s[1] + s[3]) / 2 / (t.w * t.h))
	var out []int
	seen := map[[2]float32]bool{}
	for i := range list {
		m := &list[i]
		x, y := pose.apply(float64(m.template.x), float64(m.template.y))
		at := [2]float32{m.template.x, m.template.y}
		if !seen[at] && math.Hypot(x-float64(m.picture.x), y-float64(m.picture.y)) < within*scale {
			seen[at] = true
			out = append(out, i)
		}
	}
	return out
}

func fitSimilarity(support []int, list []match) homography {
	n := float64(len(support))
	var tx, ty, px, py float64
	for _, k := range support {
		s := &list[k]
		tx, ty = tx+float64(s.template.x)/n, ty+float64(s.template.y)/n
		px, py = px+float64(s.picture.x)/n, py+float64(s.picture.y)/n
	}
	var a, b, norm float64
	for _, k := range support {
		s := &list[k]
		x, y := float64(s.template.x)-tx, float64(s.template.y)-ty
		u, v := float64(s.picture.x)-px, float64(s.picture.y)-py
		a, b, norm = a+x*u+y*v, b+x*v-y*u, norm+x*x+y*y
	}
	if norm < 1 || a*a+b*b < 1e-9*norm {
		return list[support[0]].pose
	}
	a, b = a/norm, b/norm
	return homography{a, -b, px - a*tx + b*ty, b, a, py - b*tx - a*ty, 0, 0, 1}
}

func fitAffine(near []int, list []match) (homography, bool) {
	return fitRows(near, list, 6)
}

// fitHomography is the direct linear transform with a last entry of 1 (Hartley and Zisserman, Multiple View
// Geometry, 4.1), which the small turns of a logo's plane allow.
func fitHomography(near []int, list []match) (homography, bool) {
	return fitRows(near, list, params)
}

// fitRows solves for the first n parameters by least squares, in coordinates about 1 in size.
func fitRows(near []int, list []match, n int) (homography, bool) {
	from, to := unitOf(near, list, false), unitOf(near, list, true)
	normal, right := make([][]float64, n), make([]float64, n)
	for i := range normal {
		normal[i] = make([]float64, n)
	}
	for _, k := range near {
		x, y := from.apply(float64(list[k].template.x), float64(list[k].template.y))
		u, v := to.apply(float64(list[k].picture.x), float64(list[k].picture.y))
		for _, row := range [2]struct {
			of [params]float64
			is float64
		}{{[params]float64{x, y, 1, 0, 0, 0, -u * x, -u * y}, u}, {[params]float64{0, 0, 0, x, y, 1, -v * x, -v * y}, v}} {
			for r := range n {
				for c := range n {
					normal[r][c] += row.of[r] * row.of[c]
				}
				right[r] += row.of[r] * row.is
			}
		}
	}
	if !solve(normal, right) {
		return homography{}, false
	}
	h := homography{8: 1}
	copy(h[:], right)
	back, ok := to.inverse()
	return back.after(h).after(from), ok
}

// unitOf brings the places of matches, in the picture or in the template, to a mean of 0 and a size of about 1.
func unitOf(near []int, list []match, inPicture bool) homography {
	var sx, sy, squares float64
	n := float64(len(near))
	for pass := range 2 {
		for _, k := range near {
			p := &list[k].template
			if inPicture {
				p = &list[k].picture
			}
			if pass == 0 {
				sx, sy = sx+float64(p.x)/n, sy+float64(p.y)/n
			} else {
				squares += math.Pow(float64(p.x)-sx, 2) + math.Pow(float64(p.y)-sy, 2)
			}
		}
	}
	by := 1 / max(math.Sqrt(squares/n), 1e-6)
	return homography{by, 0, -by * sx, 0, by, -by * sy, 0, 0, 1}
}
