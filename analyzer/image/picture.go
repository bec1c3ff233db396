// Package image inspects the bytes of a picture: its type, its size in pixels,
// its perceptual hash, and a thumbnail. The bytes come from strangers, so the
// type is read from the bytes, the size is checked before anything is decoded,
// and each format has its own decoder.
package image

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/corona10/goimagehash"
	"github.com/disintegration/imaging"

	"earshot/internal/social"
)

const (
	// MaxBytes is the largest file read.
	MaxBytes = 32 << 20
	// MaxPixels is the largest picture decoded, in pixels. Decoding takes 7 to
	// 12 bytes a pixel.
	MaxPixels = 40_000_000
	// ThumbSide is the longest side of a thumbnail, in pixels.
	ThumbSide = 640

	previewQuality = 88
)

// Picture is what Inspect finds.
type Picture struct {
	// SHA256 is the lower-case hex digest of the bytes.
	SHA256 string
	// Type is the MIME type: image/jpeg, image/png, image/gif or image/webp.
	Type  string
	Bytes int64
	// Width and Height are in pixels, after the orientation is applied.
	Width, Height int
	// Perceptual is the 64-bit pHash: similar pictures differ in few bits,
	// whatever their size, format and compression.
	Perceptual uint64
	// Thumb is a picture of at most ThumbSide pixels a side, on white, and ThumbType its
	// MIME type: image/webp, or image/jpeg where that could not be encoded.
	Thumb     []byte
	ThumbType string
}

// Inspect reads a picture. It fails with social.CodeBroken when the bytes are
// not a picture that can be shown, and with social.CodeInvalid when they are
// more than the limits allow. An animation is seen by its first frame.
//
// The perceptual hash is that of goimagehash (64 low frequencies of a 64x64
// cosine transform, compared with their median), taken from the thumbnail.
func Inspect(data []byte) (Picture, error) {
	d, err := decode(data)
	if err != nil {
		return Picture{}, err
	}
	width, height := d.size()
	d.pixels = halved(d.pixels, ThumbSide)
	small := d.fit(ThumbSide)
	hash, err := goimagehash.PerceptionHash(small)
	if err != nil {
		return Picture{}, fmt.Errorf("image: perceptual hash: %w", err)
	}
	thumb, kind, err := thumbnail(small, encodeWebP)
	if err != nil {
		return Picture{}, err
	}
	sum := sha256.Sum256(data)
	return Picture{
		SHA256: hex.EncodeToString(sum[:]), Type: d.format.mime(), Bytes: int64(len(data)),
		Width: width, Height: height, Perceptual: hash.GetHash(), Thumb: thumb, ThumbType: kind,
	}, nil
}

// Pixels returns the picture as it is shown, opaque, on white. It fails as Inspect does.
func Pixels(data []byte) (*image.NRGBA, error) {
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	return d.orientation.apply(d.pixels), nil
}

// Preview returns the picture as a JPEG of at most side pixels a side, on white,
// for uses that need more detail than a thumbnail. It fails as Inspect does.
func Preview(data []byte, side int) ([]byte, error) {
	if side < 1 {
		return nil, social.Errorf(social.CodeInvalid, "image: a preview of %d pixels", side)
	}
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, d.fit(side), &jpeg.Options{Quality: previewQuality}); err != nil {
		return nil, fmt.Errorf("image: encode the preview: %w", err)
	}
	return out.Bytes(), nil
}

// fit scales the picture down before it applies the orientation, which gives the
// same picture at a fraction of the cost.
func (d decoded) fit(side int) *nrgba {
	small := imaging.Fit(d.pixels, side, side, imaging.Lanczos)
	return d.orientation.apply(small)
}

func (d decoded) size() (width, height int) {
	b := d.pixels.Bounds()
	if d.orientation.sideways() {
		return b.Dy(), b.Dx()
	}
	return b.Dx(), b.Dy()
}
