// Package logo finds logos in pictures from one example of each, without training: places of the
// picture that look like places of the example (SIFT) propose where it might be, each proposal
// is moved until picture and example are most alike, and how much they then are decides.
package logo

import (
	"cmp"
	"image"
	"math"
	"slices"
)

const (
	// workSide is the longest side at which pictures are looked at, in pixels; smaller
	// ones are enlarged up to twice.
	workSide = 1120
	// pictureKeypoints bounds the keypoints of a picture.
	pictureKeypoints = 2600
	// tries and refined bound how many poses of a template are looked at, and moved.
	tries, refined = 160, 12
	// smallest is the least side of a logo, in pixels of the picture as it is looked at.
	smallest = 24
	// maxFound bounds the places of one brand in one picture.
	maxFound = 8
)

// find is a logo at a place.
type find struct {
	brand    int
	box      rectangle
	evidence evidence
	score    float64
	// seen is the place as the fine grid of its template sees it.
	seen plane
}

// candidate is a pose of a template.
type candidate struct {
	pose    homography // from the template's pixels
	support int
	score   float32
}

// look finds the templates in a picture, and tells how many times its size it was looked at.
func look(templates []template, rejected []rejection, img *image.NRGBA) ([]find, float64) {
	p, scale := prepared(img)
	points := keypointsOf(p, 0.5*scale, pictureKeypoints)
	levels := pyramidOf(p)
	var found []find
	for i := range templates {
		t := &templates[i]
		found = append(found, slices.DeleteFunc(t.find(levels, points), func(f find) bool { return t.isRejected(i, f, rejected) })...)
	}
	return best(found), scale
}

// prepared is a picture as it is looked at: small ones enlarged.
func prepared(img *image.NRGBA) (plane, float64) {
	p := grayOf(img)
	side := max(p.w, p.h)
	if side*3 > workSide*2 {
		return p, 1
	}
	scale := min(workSide/float64(side), 2)
	return p.enlarged(scale), scale
}

// enlarged is p at scale times its size.
func (p plane) enlarged(scale float64) plane {
	out := newPlane(int(float64(p.w)*scale), int(float64(p.h)*scale))
	for y := range out.h {
		row := out.row(y)
		fy := min(max((float64(y)+0.5)/scale-0.5, 0), float64(p.h-1))
		for x := range row {
			fx := min(max((float64(x)+0.5)/scale-0.5, 0), float64(p.w-1))
			row[x], _ = p.at(float32(fx), float32(fy))
		}
	}
	return out
}

// find looks for a template at the poses that its matches propose.
func (t *template) find(levels pyramid, points []keypoint) []find {
	list := t.matches(points)
	var seen patch
	view := t.coarse.over(t.w, t.h)
	var tried []candidate
	for i := range list {
		var c candidate
		c.pose, c.support = t.fitted(&list[i], list)
		if !t.fits(c.pose, levels[0]) {
			continue
		}
		tried = append(tried, c)
	}
	slices.SortStableFunc(tried, func(a, b candidate) int { return cmp.Compare(b.support, a.support) })
	tried = append(tried[:min(len(tried), tries)], t.blobs(levels, points)...)
	for i := range tried {
		c := &tried[i]
		c.pose = levels.align(t.coarse, c.pose.after(view), 3, true, &seen)
		levels.sample(t.coarse, c.pose, &seen)
		t.coarse.normalize(seen.value)
		c.score = like(t.coarse.correlation(seen.value)) + 0.02*float32(min(c.support, 10))
	}
	slices.SortStableFunc(tried, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var out []find
	var done []rectangle
	for _, c := range tried {
		if len(done) == refined {
			break
		}
		at := c.pose.corners(float64(t.coarse.w), float64(t.coarse.h)).bounds()
		if slices.ContainsFunc(done, func(o rectangle) bool { return overlap(o, at) > 0.6 }) {
			continue
		}
		done = append(done, at)
		if f, ok := t.refine(levels, c, list, &seen); ok {
			out = append(out, f)
		}
	}
	return out
}

// fits tells whether a pose of the template lies within a picture by most of it, and is large enough.
func (t *template) fits(pose homography, p plane) bool {
	q := pose.corners(t.w, t.h)
	r := q.bounds()
	if !q.isPlausible(t.w, t.h) || max(r.x1-r.x0, r.y1-r.y0) < smallest {
		return false
	}
	inside := max(min(r.x1, float64(p.w))-max(r.x0, 0), 0) * max(min(r.y1, float64(p.h))-max(r.y0, 0), 0)
	return inside > 0.6*(r.x1-r.x0)*(r.y1-r.y0)
}

// refine moves a pose until it is most alike, and gathers what speaks for it.
func (t *template) refine(levels pyramid, c candidate, list []match, seen *patch) (find, bool) {
	coarse, _ := t.coarse.over(t.w, t.h).inverse()
	pose := levels.align(t.coarse, c.pose, 10, true, seen)
	pose = levels.align(t.coarse, pose, 6, false, seen).after(coarse) // from the template's pixels again
	view := t.fine.over(t.w, t.h)
	pose = levels.align(t.fine, pose.after(view), 10, false, seen)
	levels.sample(t.fine, pose, seen)
	if t.fine.normalize(seen.value) < 0.004 {
		return find{}, false
	}
	f := find{brand: t.brand, seen: plane{w: seen.value.w, h: seen.value.h, pix: slices.Clone(seen.value.pix)}}
	t.fine.judge(seen.value, &f.evidence)
	fine, _ := view.inverse()
	pose = pose.after(fine)
	if !t.fits(pose, levels[0]) {
		return find{}, false
	}
	q := pose.corners(t.w, t.h)
	s := q.sides()
	f.evidence.size = math.Log(math.Sqrt((s[0] + s[2]) / 2 * (s[1] + s[3]) / 2))
	f.evidence.stretch = math.Abs(math.Log((s[0] + s[2]) * t.h / ((s[1] + s[3]) * t.w)))
	f.evidence.support = float64(len(t.near(pose, list, 0.05*math.Sqrt(t.w*t.h))))
	f.box = t.seenAt(pose)
	f.score = f.evidence.certainty()
	return f, true
}

// seenAt is the upright rectangle around the logo in a pose.
func (t *template) seenAt(pose homography) rectangle {
	r := rectangle{x0: math.Inf(1), y0: math.Inf(1), x1: math.Inf(-1), y1: math.Inf(-1)}
	for _, p := range t.outline {
		x, y := pose.apply(p.x, p.y)
		r = rectangle{min(r.x0, x), min(r.y0, y), max(r.x1, x), max(r.y1, y)}
	}
	return r
}

// overlap is the part of two places that they share.
func overlap(a, b rectangle) float64 {
	shared := max(min(a.x1, b.x1)-max(a.x0, b.x0), 0) * max(min(a.y1, b.y1)-max(a.y0, b.y0), 0)
	return shared / ((a.x1-a.x0)*(a.y1-a.y0) + (b.x1-b.x0)*(b.y1-b.y0) - shared)
}

// best are the finds of which no better one of the same brand is at the same place.
func best(found []find) []find {
	slices.SortStableFunc(found, func(a, b find) int { return cmp.Compare(b.score, a.score) })
	var out []find
	counts := map[int]int{}
	for _, f := range found {
		taken := slices.ContainsFunc(out, func(o find) bool { return o.brand == f.brand && overlap(o.box, f.box) > 0.3 })
		if !taken && counts[f.brand] < maxFound {
			counts[f.brand]++
			out = append(out, f)
		}
	}
	return out
}
