package image_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

// page is a picture with rows of small dark strokes, as text is from afar.
func page(w, h int, ground, ink color.NRGBA) *stdimage.NRGBA {
	img := stdimage.NewNRGBA(stdimage.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, stdimage.NewUniform(ground), stdimage.Point{}, draw.Src)
	for y := 40; y < h-40; y += 30 {
		for x := 30; x < w-30; x += 9 {
			draw.Draw(img, stdimage.Rect(x, y, x+3, y+14), stdimage.NewUniform(ink), stdimage.Point{}, draw.Src)
		}
	}
	return img
}

// photograph is a scene with grain.
func photograph(w, h int) *stdimage.NRGBA {
	img, random := scene(w, h, 2), rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		if i%4 < 3 {
			img.Pix[i] = uint8(min(max(int(img.Pix[i])+random.IntN(41)-20, 0), 255))
		}
	}
	return img
}

func TestMeasure(t *testing.T) {
	dark := color.NRGBA{R: 30, G: 32, B: 36, A: 255}
	logo := stdimage.NewNRGBA(stdimage.Rect(0, 0, 500, 500))
	draw.Draw(logo, logo.Rect, stdimage.NewUniform(blue), stdimage.Point{}, draw.Src)
	draw.Draw(logo, stdimage.Rect(100, 100, 300, 300), stdimage.NewUniform(red), stdimage.Point{}, draw.Src)
	for name, c := range map[string]struct {
		data    []byte
		look    string
		palette []string
	}{
		"a photograph":         {asJPEG(t, photograph(900, 600), 85), image.LookPhoto, nil},
		"a page":               {asPNG(t, page(700, 900, white, dark)), image.LookDocument, nil},
		"a page, photographed": {asJPEG(t, page(700, 900, color.NRGBA{R: 228, G: 226, B: 224, A: 255}, dark), 70), image.LookDocument, nil},
		"a screenshot":         {asPNG(t, page(1080, 2340, color.NRGBA{R: 20, G: 22, B: 26, A: 255}, white)), image.LookScreenshot, nil},
		"a logo":               {asPNG(t, logo), image.LookGraphic, []string{"#1e28dc", "#dc1e1e"}},
		"one pixel":            {asPNG(t, stdimage.NewGray(stdimage.Rect(0, 0, 1, 1))), image.LookGraphic, []string{"#000000"}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := image.Measure(c.data)
			if err != nil || m.Look != c.look || m.Animated {
				t.Errorf("measured %+v, %v", m, err)
			}
			if c.palette != nil && !cmp.Equal(c.palette, m.Palette) {
				t.Error(cmp.Diff(c.palette, m.Palette))
			}
		})
	}
	if _, err := image.Measure([]byte("<html>")); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("HTML is measured: %v", err)
	}
}

// withFrames is a PNG that says that it has some frames.
func withFrames(data []byte, n uint32) []byte {
	const header = 8 + 25
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("acTL"), n), 0)
	block := append(binary.BigEndian.AppendUint32(nil, 8), body...)
	block = binary.BigEndian.AppendUint32(block, crc32.ChecksumIEEE(body))
	return bytes.Join([][]byte{data[:header], block, data[header:]}, nil)
}

func TestAnimated(t *testing.T) {
	still := asPNG(t, corner(8, 8))
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"a GIF of one image": {asGIF(t, 8, 8, frame(stdimage.Rect(0, 0, 8, 8), red)), false},
		"a GIF of two":       {asGIF(t, 8, 8, frame(stdimage.Rect(0, 0, 8, 8), red), frame(stdimage.Rect(0, 0, 8, 8), blue)), true},
		"a WebP":             {asWebP(vp8l(8, 8)), false},
		"a WebP of frames":   {animatedWebP(8, 8), true},
		"a PNG":              {still, false},
		"a PNG of frames":    {withFrames(still, 2), true},
		"a PNG of one frame": {withFrames(still, 1), false},
		"a JPEG":             {asJPEG(t, corner(8, 8), 80), false},
	} {
		t.Run(name, func(t *testing.T) {
			if m, err := image.Measure(c.data); err != nil || m.Animated != c.want {
				t.Errorf("animated %v, want %v: %v", m.Animated, c.want, err)
			}
		})
	}
}

// TestPixelsAreUpright: what readers get is turned as the picture is shown.
func TestPixelsAreUpright(t *testing.T) {
	pixels, err := image.Pixels(withOrientation(asJPEG(t, corner(32, 16), 90), binary.BigEndian, "MM\x00*", 6))
	if err != nil || pixels.Bounds().Dx() != 16 || pixels.Bounds().Dy() != 32 {
		t.Fatalf("%v, %v", pixels.Bounds(), err)
	}
	if c := pixels.NRGBAAt(13, 3); c.R < 150 {
		t.Errorf("the red quarter is not on the top right: %v", c)
	}
}
