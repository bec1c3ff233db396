package image

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"

	"github.com/gen2brain/webp"
)

const (
	// thumbQuality is the quality of a thumbnail in WebP, thumbMethod how long its encoder
	// looks for a shorter one: 0 not at all, 6 as long as it can. From 3 on it takes
	// three times as long for 4 % less.
	thumbQuality, thumbMethod = 75, 1
	// jpegQuality is the quality of a thumbnail in JPEG, which looks about the same.
	jpegQuality = 80
)

// What thumbnails are: WebP, and JPEG where that cannot be encoded and in stores of before.
const (
	typeWebP = "image/webp"
	typeJPEG = "image/jpeg"
)

// thumbnail encodes a small picture in WebP, and in JPEG where that fails: the encoder is a
// WebAssembly module, which a machine may not let be compiled.
func thumbnail(small *nrgba, encode func(io.Writer, *nrgba) error) (data []byte, kind string, err error) {
	var out bytes.Buffer
	if err := guarded(&out, small, encode); err == nil && isWebP(out.Bytes()) {
		return out.Bytes(), typeWebP, nil
	}
	out.Reset()
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, "", fmt.Errorf("image: encode the thumbnail: %w", err)
	}
	return out.Bytes(), typeJPEG, nil
}

// guarded encodes, and makes an error of a panic: the encoder's first use panics where its
// module cannot be compiled.
func guarded(out io.Writer, small *nrgba, encode func(io.Writer, *nrgba) error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("image: the WebP encoder gave up: %v", fault)
		}
	}()
	return encode(out, small)
}

// encodeWebP takes at most some 12 MB beside the picture itself for one of ThumbSide.
func encodeWebP(out io.Writer, small *nrgba) error {
	return webp.Encode(out, small, webp.Options{Quality: thumbQuality, Method: thumbMethod})
}

// halved is a picture of half the size as long as it is twice a side or more. What is
// scaled down further looks the same, and costs a fraction.
func halved(img *nrgba, side int) *nrgba {
	for b := img.Bounds(); max(b.Dx(), b.Dy()) >= 2*side && min(b.Dx(), b.Dy()) >= 2; b = img.Bounds() {
		img = half(img)
	}
	return img
}

// half has a pixel for each four of an opaque picture; a last odd row and column are left out.
func half(img *nrgba) *nrgba {
	w, h := img.Rect.Dx()/2, img.Rect.Dy()/2
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		upper := img.Pix[2*y*img.Stride:][:8*w]
		lower := img.Pix[(2*y+1)*img.Stride:][:8*w]
		row := out.Pix[y*out.Stride:][:4*w]
		for x := 0; x < len(row); x += 4 {
			u, l := upper[2*x:][:8:8], lower[2*x:][:8:8]
			row[x] = uint8((uint16(u[0]) + uint16(u[4]) + uint16(l[0]) + uint16(l[4]) + 2) / 4)
			row[x+1] = uint8((uint16(u[1]) + uint16(u[5]) + uint16(l[1]) + uint16(l[5]) + 2) / 4)
			row[x+2] = uint8((uint16(u[2]) + uint16(u[6]) + uint16(l[2]) + uint16(l[6]) + 2) / 4)
			row[x+3] = 255
		}
	}
	return out
}
