// Package fingerprint tells whether two pictures are of one family: the same picture
// encoded again, resized, cropped, mirrored, with a border, a watermark or other words.
//
// A picture is known by hashes of 64 bits, of its content without borders and of patches
// around its blobs, whose places and sizes follow the content wherever a crop or a border
// moves it. Hashes that are near make two pictures candidates (an index finds them);
// Compare then lays one picture over the other by what agrees, and judges what is seen
// where both lie.
package fingerprint

import (
	"image"
	"math/bits"
)

const (
	// side is the longer side of the picture that fingerprints are taken from, in pixels:
	// lines of text are apart in it, which a crop of a screenshot is known by.
	side = 320
	// maxPoints is how many blobs are kept: the strongest ones.
	maxPoints = 40
	// leastSide is the shortest side of a picture that is looked at, in pixels.
	leastSide = 32
	// leastContrast is the standard deviation of the brightness, of 255, under which a
	// picture is flat: everything flat looks alike, so that it joins nobody.
	leastContrast = 6
)

// Scheme is the version of how fingerprints are taken; those of different schemes are
// not compared.
const Scheme = 2

// Fingerprint is what a picture is recognised by.
type Fingerprint struct {
	// Whole is the hash of the content without its borders.
	Whole uint64
	// Width and Height are those of the content in units of the picture's longer side.
	Width, Height float64
	// Grey is the content's brightness in gridSide rows of as many values.
	Grey [gridSide * gridSide]uint8
	// Points are blobs of the content.
	Points []Point
}

// Point is a blob of a picture.
type Point struct {
	// X, Y and Size are in units of the picture's longer side, from the upper left corner
	// of the content.
	X, Y, Size float64
	// Hash is that of the patch around it, mirrored where Mirrored says so, so that a
	// picture and its mirror image have the same hashes.
	Hash     uint64
	Mirrored bool
}

// Flat tells whether the picture has too little in it to be recognised by.
func (f Fingerprint) Flat() bool { return len(f.Points) == 0 }

// Hashes are those by which the picture is found. A flat picture has none.
func (f Fingerprint) Hashes() []uint64 {
	if f.Flat() {
		return nil
	}
	hashes := []uint64{upright(f.Whole)}
	seen := map[uint64]bool{hashes[0]: true}
	for _, p := range f.Points {
		if !seen[p.Hash] {
			seen[p.Hash] = true
			hashes = append(hashes, p.Hash)
		}
	}
	return hashes
}

// Of takes the fingerprint of a picture. It should be no larger than a thumbnail, as
// it is looked at whole.
func Of(picture image.Image) Fingerprint {
	b := picture.Bounds()
	if min(b.Dx(), b.Dy()) < leastSide {
		return Fingerprint{}
	}
	content := greyOf(picture).trimmed()
	if min(content.w, content.h) < leastSide/2 || content.contrast() < leastContrast {
		return Fingerprint{}
	}
	longer := float64(max(b.Dx(), b.Dy()))
	f := Fingerprint{Width: float64(content.w) / longer, Height: float64(content.h) / longer}
	small := content.fit(side)
	whole := content.resize(patchSide, patchSide)
	f.Whole = hashOf(whole.v)
	for i, v := range content.resize(gridSide, gridSide).v {
		f.Grey[i] = uint8(min(max(v+0.5, 0), 255))
	}
	f.Points = blobs(small, float64(max(content.w, content.h))/longer/float64(max(small.w, small.h)))
	return f
}

// Distance is in how many bits two hashes differ.
func Distance(a, b uint64) int { return bits.OnesCount64(a ^ b) }
