// Package video shows a video as one picture, a storyboard of its frames, so that what is found
// out about pictures is found out about it.
package video

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"

	"earshot/internal/social"
)

const (
	// Most is how many frames a storyboard has.
	Most = 12
	// gap is the room between two frames, in pixels, so that what stands in one is not read on
	// in the next.
	gap = 12
	// quality is that of the storyboard as JPEG.
	quality = 88
	// unlike is by how much a pixel of two frames differs, of 255, where more than compression
	// makes it differ, and least the share of such pixels by which they are not the same frame.
	unlike = 48
	least  = 0.0002
)

// paper lies between the frames.
var paper = color.Gray{Y: 0x14}

// Storyboard returns a JPEG file with some frames of a video in their order, row by row: those
// that differ from the one before, and of more than Most as many at equal steps. Frames are
// files of JPEG of one size. Its error has social.CodeBroken where one cannot be decoded.
func Storyboard(frames [][]byte) ([]byte, error) {
	var shown []image.Image
	for _, file := range frames {
		frame, err := jpeg.Decode(bytes.NewReader(file))
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "video: decode a frame: %w", err)
		}
		if len(shown) == 0 || !same(shown[len(shown)-1], frame) {
			shown = append(shown, frame)
		}
	}
	if len(shown) == 0 {
		return nil, social.Errorf(social.CodeBroken, "video: it has no frames")
	}
	if n := len(shown); n > Most {
		for i := range Most {
			shown[i] = shown[i*n/Most]
		}
		shown = shown[:Most]
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, tiled(shown), &jpeg.Options{Quality: quality}); err != nil {
		return nil, social.Errorf(social.CodeInternal, "video: encode the storyboard: %w", err)
	}
	return out.Bytes(), nil
}

// tiled lays frames beside and below one another, about as wide as high.
func tiled(frames []image.Image) image.Image {
	size := frames[0].Bounds().Size()
	columns := int(math.Round(math.Sqrt(float64(len(frames)) * float64(size.Y) / float64(size.X))))
	columns = min(max(columns, 1), len(frames))
	rows := (len(frames) + columns - 1) / columns
	out := image.NewRGBA(image.Rect(0, 0, columns*(size.X+gap)-gap, rows*(size.Y+gap)-gap))
	draw.Draw(out, out.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for i, frame := range frames {
		at := image.Pt(i%columns*(size.X+gap), i/columns*(size.Y+gap))
		draw.Draw(out, image.Rectangle{Min: at, Max: at.Add(size)}, frame, frame.Bounds().Min, draw.Src)
	}
	return out
}

// same tells whether two frames show the same, but for what compression changes.
func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	x, ok := a.(*image.YCbCr)
	y, also := b.(*image.YCbCr)
	if !ok || !also {
		return false
	}
	differ, bounds := 0, a.Bounds()
	for row := bounds.Min.Y; row < bounds.Max.Y; row++ {
		for column := bounds.Min.X; column < bounds.Max.X; column++ {
			d := int(x.Y[x.YOffset(column, row)]) - int(y.Y[y.YOffset(column, row)])
			if d > unlike || d < -unlike {
				differ++
			}
		}
	}
	return float64(differ) < least*float64(bounds.Dx()*bounds.Dy())
}
