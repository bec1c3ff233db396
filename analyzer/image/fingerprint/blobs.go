package fingerprint

import (
	"cmp"
	"math"
	"slices"
)

const (
	// levels is how many sizes of blobs lie in an octave; octaves how often the picture
	// is halved.
	levels  = 3
	octaves = 4
	// firstSigma is the blur of the smallest level, in its pixels.
	firstSigma = 1.6
	// patchSigmas is the width of the patch around a blob in the blob's own measure.
	patchSigmas = 10
	// patchBlur is the blur of what a patch is taken from, in the blob's own measure.
	patchBlur = 0.7
	// leastBlob is how much a blob stands out at least, of 255.
	leastBlob = 2.5
)

// blob is a place that is lighter or darker than what is around it (an extremum of a
// difference of Gaussians; Lowe, "Distinctive image features from scale-invariant
// keypoints", 2004), in pixels of the picture.
type blob struct {
	x, y, sigma, strength float64
}

// layer is a picture under a blur, of which a pixel is scale of the picture's.
type layer struct {
	grey
	sigma, scale float64
}

// blobs are the strongest blobs of g, apart from one another; unit is how much a pixel of
// g is in the unit of points.
func blobs(g grey, unit float64) []Point {
	var found []blob
	scale := 1.0
	layers := []layer{{g, 0.5, 1}}
	base := g.blurred(math.Sqrt(firstSigma*firstSigma - 0.25))
	for range octaves {
		if min(base.w, base.h) < 12 {
			break
		}
		blurred := []grey{base}
		for i := 1; i < levels+3; i++ {
			before, now := sigmaOf(i-1), sigmaOf(i)
			blurred = append(blurred, blurred[i-1].blurred(math.Sqrt(now*now-before*before)))
		}
		for i, l := range blurred[:levels] {
			layers = append(layers, layer{l, sigmaOf(i) * scale, scale})
		}
		found = append(found, extrema(blurred, scale)...)
		base, scale = blurred[levels].halved(), scale*2
	}
	slices.SortFunc(found, func(a, b blob) int {
		return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	var points []Point
	var kept []blob
	for _, b := range found {
		if len(points) == maxPoints {
			break
		}
		if slices.ContainsFunc(kept, b.near) {
			continue
		}
		kept = append(kept, b)
		hash := b.hash(layers)
		points = append(points, Point{X: (b.x + 0.5) * unit, Y: (b.y + 0.5) * unit, Size: b.sigma * unit, Hash: upright(hash), Mirrored: hash != upright(hash)})
	}
	return points
}

// weight puts large blobs first: they are few, so that a picture and a crop of it have
// the same ones.
func (b blob) weight() float64 { return b.strength * b.sigma * b.sigma }

func sigmaOf(level int) float64 { return firstSigma * math.Pow(2, float64(level)/levels) }

// near tells whether two blobs are one thing seen twice.
func (b blob) near(other blob) bool {
	apart := math.Hypot(b.x-other.x, b.y-other.y)
	ratio := b.sigma / other.sigma
	return apart < 0.7*min(b.sigma, other.sigma)*2 && ratio < 1.9 && ratio > 1/1.9
}

func extrema(blurred []grey, scale float64) []blob {
	w, h := blurred[0].w, blurred[0].h
	differences := make([]grey, len(blurred)-1)
	for i := range differences {
		differences[i] = newGrey(w, h)
		for j := range differences[i].v {
			differences[i].v[j] = blurred[i+1].v[j] - blurred[i].v[j]
		}
	}
	var found []blob
	for i := 1; i < len(differences)-1; i++ {
		for y := 1; y < h-1; y++ {
			for x := 1; x < w-1; x++ {
				v := differences[i].v[y*w+x]
				if v < leastBlob && v > -leastBlob || !isExtremum(differences[i-1:i+2], x, y, v) {
					continue
				}
				dx, dy, ds := offset(differences[i-1:i+2], x, y)
				found = append(found, blob{
					x: (float64(x) + dx) * scale, y: (float64(y) + dy) * scale, sigma: firstSigma * math.Pow(2, (float64(i)+ds)/levels) * scale,
					strength: math.Abs(float64(v)),
				})
			}
		}
	}
	return found
}

func isExtremum(d []grey, x, y int, v float32) bool {
	for l := range d {
		for dy := -1; dy <= 1; dy++ {
			row := (y+dy)*d[l].w + x
			for dx := -1; dx <= 1; dx++ {
				if l == 1 && dx == 0 && dy == 0 {
					continue
				}
				if other := d[l].v[row+dx]; v > 0 && other >= v || v < 0 && other <= v {
					return false
				}
			}
		}
	}
	return true
}

// offset is where between the samples the extremum lies: the vertex of a parabola each way.
func offset(d []grey, x, y int) (dx, dy, ds float64) {
	at := func(l, x, y int) float64 { return float64(d[l].v[y*d[l].w+x]) }
	vertex := func(before, here, after float64) float64 {
		curve := before - 2*here + after
		if curve == 0 {
			return 0
		}
		return min(max((before-after)/(2*curve), -0.5), 0.5)
	}
	here := at(1, x, y)
	return vertex(at(1, x-1, y), here, at(1, x+1, y)), vertex(at(1, x, y-1), here, at(1, x, y+1)), vertex(at(0, x, y), here, at(2, x, y))
}

// hash is that of the patch around the blob, seen under a blur that lets the frequencies
// of a hash through.
func (b blob) hash(layers []layer) uint64 {
	of := layers[0]
	for _, l := range layers {
		if l.sigma <= patchBlur*b.sigma {
			of = l
		}
	}
	samples := make([]float32, patchSide*patchSide)
	step := patchSigmas * b.sigma / patchSide
	for y := range patchSide {
		for x := range patchSide {
			dx, dy := (float64(x)-(patchSide-1)/2.0)*step, (float64(y)-(patchSide-1)/2.0)*step
			samples[y*patchSide+x] = of.at((b.x+dx)/of.scale, (b.y+dy)/of.scale)
		}
	}
	return hashOf(samples)
}
