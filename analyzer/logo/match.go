package logo

import (
	"cmp"
	"math"
	"slices"
)

const (
	// maxBits is how many bits of descriptors may differ for them to be compared at all, and
	// maxFar the square of how far they may be from one another.
	maxBits = 38
	maxFar  = 350 * 350
	// A template of less than fewPoints keypoints may differ by fewBits more.
	fewPoints, fewBits = 40, 8
	// maxMatches bounds the matches of a template.
	maxMatches = 400
)

// match is a place in the picture that looks like one of a template.
type match struct {
	picture, template keypoint
	far               int
	// pose is where the template would be.
	pose    homography
	support []int
}

// matches are the places of a picture that look like some of a template, the most alike first.
func (t *template) matches(points []keypoint) []match {
	var out []match
	limit := maxBits
	if len(t.points) < fewPoints {
		limit += fewBits
	}
	for i := range points {
		p := &points[i]
		best, bestAt, inverted := limit+1, -1, false
		for k := range t.points {
			for turn, d := range [2]*descriptor{&t.points[k].desc, &t.inverted[k]} {
				if n := p.desc.distance(d); n < best {
					best, bestAt, inverted = n, k, turn == 1
				}
			}
		}
		if bestAt < 0 {
			continue
		}
		q, desc := t.points[bestAt], &t.points[bestAt].desc
		if inverted {
			q.angle, desc = q.angle+math.Pi, &t.inverted[bestAt]
		}
		if far := p.desc.far(desc); far <= maxFar {
			out = append(out, match{picture: *p, template: q, far: far})
		}
	}
	slices.SortStableFunc(out, func(a, b match) int { return cmp.Compare(a.far, b.far) })
	out = out[:min(len(out), maxMatches)]
	for i := range out {
		m := &out[i]
		m.pose = similarity(float64(m.picture.sigma/m.template.sigma), float64(m.picture.angle-m.template.angle),
			float64(m.template.x), float64(m.template.y), float64(m.picture.x), float64(m.picture.y))
	}
	t.supported(out)
	return out
}

// supported notes of each match which others agree with its pose.
func (t *template) supported(list []match) {
	size := math.Sqrt(t.w * t.h)
	for i := range list {
		m := &list[i]
		scale := float64(m.picture.sigma / m.template.sigma)
		near := 0.14 * size * scale
		for k := range list {
			o := &list[k]
			ratio := float64(o.picture.sigma/o.template.sigma) / scale
			if ratio > 1.6 || ratio < 1/1.6 {
				continue
			}
			turn := math.Remainder(float64(o.picture.angle-o.template.angle-m.picture.angle+m.template.angle), fullTurn)
			if math.Abs(turn) > 0.45 {
				continue
			}
			x, y := m.pose.apply(float64(o.template.x), float64(o.template.y))
			if math.Hypot(x-float64(o.picture.x), y-float64(o.picture.y)) > near {
				continue
			}
			if !m.repeats(o, list) {
				m.support = append(m.support, k)
			}
		}
	}
}

// repeats tells whether a match of the same place of the template or of the picture supports m already.
func (m *match) repeats(o *match, list []match) bool {
	for _, k := range m.support {
		s := &list[k]
		if (s.template.x == o.template.x && s.template.y == o.template.y) || (s.picture.x == o.picture.x && s.picture.y == o.picture.y) {
			return true
		}
	}
	return false
}
