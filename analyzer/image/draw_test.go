package image_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
)

var (
	red   = color.NRGBA{R: 220, G: 30, B: 30, A: 255}
	blue  = color.NRGBA{R: 30, G: 40, B: 220, A: 255}
	white = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
)

// scene draws something with shapes in it; other scenes look different.
func scene(w, h int, kind float64) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			wave := math.Sin(u*7*kind+v*3) * math.Cos(v*9-u*kind*kind)
			img.SetNRGBA(x, y, color.NRGBA{R: uint8(128 + 120*wave), G: uint8(255 * u), B: uint8(255 * v * v), A: 255})
		}
	}
	return img
}

// corner is blue with a red top left quarter.
func corner(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := blue
			if x < w/2 && y < h/2 {
				c = red
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// asGIF makes an animation whose frames fill parts of a canvas of w x h.
func asGIF(t testing.TB, w, h int, frames ...*image.Paletted) []byte {
	t.Helper()
	anim := gif.GIF{Config: image.Config{Width: w, Height: h}, Image: frames, Delay: make([]int, len(frames))}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, &anim); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func frame(r image.Rectangle, c color.Color) *image.Paletted {
	img := image.NewPaletted(r, color.Palette{color.Transparent, c})
	for i := range img.Pix {
		img.Pix[i] = 1
	}
	return img
}

// withOrientation puts an Exif segment with the orientation tag after SOI.
func withOrientation(jpg []byte, order binary.AppendByteOrder, mark string, value uint16) []byte {
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, e := range [][2]uint16{{0x0100, 640}, {0x0112, value}} {
		tiff = order.AppendUint16(tiff, e[0])
		tiff = order.AppendUint16(tiff, 3)
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, e[1])
		tiff = order.AppendUint16(tiff, 0)
	}
	tiff = order.AppendUint32(tiff, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(2+len(segment)))
	return append(append(out, segment...), jpg[2:]...)
}

// bitWriter writes values least significant bit first, as VP8L does.
type bitWriter struct {
	out  []byte
	used int
}

func (b *bitWriter) put(value uint32, n int) {
	for i := range n {
		if b.used%8 == 0 {
			b.out = append(b.out, 0)
		}
		b.out[b.used/8] |= byte(value>>i&1) << (b.used % 8)
		b.used++
	}
}

// vp8l draws red and blue stripes as a lossless WebP chunk (RFC 9649, 3): no
// transforms, and five prefix codes in the simple form of one or two symbols.
// Both colours have the same red and blue, so only green takes bits.
func vp8l(w, h int) []byte {
	var b bitWriter
	b.put(0x2f, 8)
	b.put(uint32(w-1), 14)
	b.put(uint32(h-1), 14)
	b.put(0, 1+3) // no alpha, version 0
	b.put(0, 1)   // no transform
	b.put(0, 1)   // no colour cache
	b.put(0, 1)   // one group of prefix codes
	two := func(first, second uint32) {
		b.put(1, 1)
		b.put(1, 1)
		b.put(1, 1)
		b.put(first, 8)
		b.put(second, 8)
	}
	one := func(symbol uint32) {
		b.put(1, 1)
		b.put(0, 1)
		b.put(1, 1)
		b.put(symbol, 8)
	}
	two(10, 200) // green
	one(30)      // red
	one(30)      // blue
	one(255)     // alpha
	one(0)       // distance
	for range h {
		for x := range w {
			b.put(uint32(x/8%2), 1)
		}
	}
	return chunk("VP8L", b.out)
}

func chunk(name string, payload []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(payload)))
	out = append(out, payload...)
	if len(payload)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func asWebP(chunks ...[]byte) []byte {
	return chunk("RIFF", append([]byte("WEBP"), bytes.Join(chunks, nil)...))
}

// animatedWebP holds one frame, as an animation.
func animatedWebP(w, h int) []byte {
	size := []byte{byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0}
	extended := append([]byte{0x02, 0, 0, 0}, size...)
	head := append(make([]byte, 6), size...)
	head = append(head, 100, 0, 0, 0)
	return asWebP(chunk("VP8X", extended), chunk("ANIM", make([]byte, 6)), chunk("ANMF", append(head, vp8l(w, h)...)))
}
