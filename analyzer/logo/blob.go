package logo

import (
	"cmp"
	"math"
	"slices"
)

const (
	// plainPoints is the number of keypoints below which a template has too few corners to be told by these
	// alone.
	plainPoints = 60
	// leastBlob is the least scale of a place that is tried for a plain template, in pixels, blobTurns in how
	// many directions, and mostBlobs and keptBlobs how many are tried and how many are moved.
	leastBlob = 5
	blobTurns = 12
	mostBlobs = 260
	keptBlobs = 28
)

// blobs are poses of a template of few corners, a ring or a triangle: its largest places are laid over those of the
// picture that are blobs, in all directions, and the poses that are most alike are kept.
func (t *template) blobs(levels pyramid, points []keypoint) []candidate {
	if len(t.points) >= plainPoints || len(t.points) == 0 {
		return nil
	}
	anchors := largest(t.points, 2)
	view := t.tiny.over(t.w, t.h)
	var seen patch
	var out []candidate
	for _, p := range largeOnes(points) {
		for _, a := range anchors {
			best := candidate{}
			for turn := range blobTurns {
				pose := similarity(float64(p.sigma/a.sigma), fullTurn*float64(turn)/blobTurns, float64(a.x), float64(a.y), float64(p.x), float64(p.y))
				if !t.fits(pose, levels[0]) {
					continue
				}
				levels.sample(t.tiny, pose.after(view), &seen)
				if t.tiny.normalize(seen.value) < 0.01 {
					continue
				}
				if v := like(t.tiny.correlation(seen.value)); v > best.score {
					best = candidate{pose: pose, score: v}
				}
			}
			if best.score > 0.35 {
				out = append(out, best)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out[:min(len(out), keptBlobs)]
}

// largest are the n places of the largest scale, of those that are at one place one.
func largest(points []keypoint, n int) []keypoint {
	sorted := slices.Clone(points)
	slices.SortStableFunc(sorted, func(a, b keypoint) int { return cmp.Compare(b.sigma, a.sigma) })
	var out []keypoint
	for _, p := range sorted {
		if !slices.ContainsFunc(out, func(o keypoint) bool {
			return math.Hypot(float64(o.x-p.x), float64(o.y-p.y)) < 2 && o.sigma < 1.1*p.sigma
		}) {
			out = append(out, p)
		}
	}
	return out[:min(len(out), n)]
}

// largeOnes are the most distinct of the places of a picture that are large enough, each once.
func largeOnes(points []keypoint) []keypoint {
	var out []keypoint
	for i, p := range points {
		if p.sigma >= leastBlob && (i == 0 || points[i-1].x != p.x || points[i-1].y != p.y) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b keypoint) int { return cmp.Compare(b.response, a.response) })
	return out[:min(len(out), mostBlobs)]
}
