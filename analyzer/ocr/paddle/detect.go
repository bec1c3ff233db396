package paddle

import (
	"fmt"
	"image"
	"math"

	"golang.org/x/image/draw"

	"earshot/analyzer/ocr"
	"earshot/analyzer/onnx"
)

const (
	// longest is the most pixels a side of what the detector sees has, and small the
	// length below which a picture is doubled first, as small letters are missed otherwise.
	longest = 1280
	small   = 720
	// grain is what sides are multiples of.
	grain = 32
	// isText is from which probability on a pixel is text, isBox the least mean of a box.
	isText, isBox = 0.3, 0.6
	// unclip is by how much a box grows, as text is learned shrunk: the margin is
	// area x unclip / circumference (Liao et al. 2020).
	unclip = 1.6
	// leastSide is of a box as found, in pixels of what the detector sees.
	leastSide = 3
	// mostBoxes bounds what one picture costs.
	mostBoxes = 400
)

// detect finds where text is in a picture.
func (m *models) detect(img *image.RGBA) ([]ocr.Quad, error) {
	size := img.Bounds().Size()
	seen := detectorSize(size)
	scaled := image.NewRGBA(image.Rectangle{Max: seen})
	draw.BiLinear.Scale(scaled, scaled.Rect, img, img.Bounds(), draw.Src, nil)
	out, err := m.detector.Run(onnx.Tensor{
		Data: planes(scaled, [3]float32{0.485, 0.456, 0.406}, [3]float32{0.229, 0.224, 0.225}), Shape: []int64{1, 3, int64(seen.Y), int64(seen.X)},
	})
	if err != nil {
		return nil, err
	}
	if len(out.Data) != seen.X*seen.Y {
		return nil, fmt.Errorf("paddle: the detector answers with %v for %v", out.Shape, seen)
	}
	quads := boxes(out.Data, seen)
	backX, backY := float64(size.X)/float64(seen.X), float64(size.Y)/float64(seen.Y)
	for i, q := range quads {
		quads[i] = q.Scaled(backX, backY)
	}
	return quads, nil
}

// detectorSize is the size in which a picture is looked at.
func detectorSize(size image.Point) image.Point {
	long := max(size.X, size.Y)
	scale := 1.0
	switch {
	case long > longest:
		scale = longest / float64(long)
	case long < small:
		scale = 2
	}
	side := func(n int) int { return max(int(math.Round(float64(n)*scale/grain))*grain, grain) }
	return image.Pt(side(size.X), side(size.Y))
}

// planes are the colours of a picture, plane by plane, blue first as the networks were
// trained, each less its mean and divided by its deviation.
func planes(img *image.RGBA, mean, deviation [3]float32) []float32 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]float32, 3*w*h)
	for c := range 3 {
		from, by := mean[c], 1/deviation[c]
		plane := out[c*w*h : (c+1)*w*h]
		for y := range h {
			row := img.Pix[y*img.Stride : y*img.Stride+4*w]
			for x := range w {
				plane[y*w+x] = (float32(row[4*x+2-c])/255 - from) * by
			}
		}
	}
	return out
}

// boxes finds the connected parts of a map of probabilities that are text.
func boxes(probability []float32, size image.Point) []ocr.Quad {
	taken := make([]bool, len(probability))
	var quads []ocr.Quad
	var stack []int
	for start, p := range probability {
		if p <= isText || taken[start] {
			continue
		}
		if len(quads) == mostBoxes {
			break
		}
		stack = append(stack[:0], start)
		taken[start] = true
		part := component{rows: map[int][2]int{}}
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := at%size.X, at/size.X
			part.take(x, y)
			for ny := max(y-1, 0); ny <= min(y+1, size.Y-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, size.X-1); nx++ {
					if next := ny*size.X + nx; !taken[next] && probability[next] > isText {
						taken[next] = true
						stack = append(stack, next)
					}
				}
			}
		}
		if r, ok := part.box(probability, size); ok {
			quads = append(quads, r.corners(r.width*r.height*unclip/(2*(r.width+r.height))))
		}
	}
	return quads
}

// component is a connected part: of each row, the first and the last pixel.
type component struct{ rows map[int][2]int }

func (c component) take(x, y int) {
	if ends, ok := c.rows[y]; ok {
		c.rows[y] = [2]int{min(ends[0], x), max(ends[1], x)}
		return
	}
	c.rows[y] = [2]int{x, x}
}

// box is the smallest rectangle around a part, if that is text.
func (c component) box(probability []float32, size image.Point) (rect, bool) {
	points := make([]vector, 0, 4*len(c.rows))
	for y, ends := range c.rows {
		for _, dy := range [2]float64{0, 1} {
			points = append(points, vector{float64(ends[0]), float64(y) + dy}, vector{float64(ends[1] + 1), float64(y) + dy})
		}
	}
	r := smallest(points)
	if min(r.width, r.height) < leastSide {
		return r, false
	}
	return r, meanWithin(r, probability, size) >= isBox
}

// meanWithin is the mean probability in a rectangle.
func meanWithin(r rect, probability []float32, size image.Point) float64 {
	around := r.corners(0).Bounds().Intersect(image.Rectangle{Max: size})
	sum, n := 0.0, 0
	for y := around.Min.Y; y < around.Max.Y; y++ {
		for x := around.Min.X; x < around.Max.X; x++ {
			if r.contains(vector{float64(x) + 0.5, float64(y) + 0.5}) {
				sum += float64(probability[y*size.X+x])
				n++
			}
		}
	}
	return sum / float64(max(n, 1))
}
