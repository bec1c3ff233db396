package video

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"testing"

	"earshot/internal/social"
)

// frame is a frame of one grey.
func frame(t *testing.T, width, height int, grey uint8) []byte {
	t.Helper()
	picture := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range picture.Y {
		picture.Y[i] = grey
	}
	for i := range picture.Cb {
		picture.Cb[i], picture.Cr[i] = 128, 128
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestStoryboard(t *testing.T) {
	greys := func(width, height int, list ...uint8) (files [][]byte) {
		for _, g := range list {
			files = append(files, frame(t, width, height, g))
		}
		return files
	}
	var many []uint8
	for i := range uint8(24) {
		many = append(many, i%2*200+i) // each unlike the one before
	}
	for name, c := range map[string]struct {
		frames [][]byte
		size   image.Point
		// shown are the greys in its cells, row by row; the rest is paper.
		shown   []uint8
		columns int
	}{
		"one":             {greys(160, 90, 90), image.Pt(160, 90), []uint8{90}, 1},
		"one, still":      {greys(160, 90, 90, 92, 91), image.Pt(160, 90), []uint8{90}, 1},
		"it comes back":   {greys(160, 160, 90, 200, 90), image.Pt(332, 332), []uint8{90, 200, 90}, 2},
		"twelve of many":  {greys(160, 90, many...), image.Pt(160*3+2*gap, 90*4+3*gap), []uint8{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22}, 3},
		"upright and two": {greys(90, 160, 0, 200), image.Pt(90*2+gap, 160), []uint8{0, 200}, 2},
	} {
		data, err := Storyboard(c.frames)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		decoded, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil || decoded.Bounds().Size() != c.size {
			t.Errorf("%s: it is %v, want %v: %v", name, decoded.Bounds().Size(), c.size, err)
			continue
		}
		first, err := jpeg.DecodeConfig(bytes.NewReader(c.frames[0]))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range c.shown {
			x, y := i%c.columns*(first.Width+gap)+first.Width/2, i/c.columns*(first.Height+gap)+first.Height/2
			if got := color.GrayModel.Convert(decoded.At(x, y)).(color.Gray).Y; got < want-min(want, 4) || got > want+4 {
				t.Errorf("%s: frame %d is %d, want %d", name, i, got, want)
			}
		}
	}
}

// TestStoryboardKeepsWhatIsWritten: a frame in which but a small word is new is kept.
func TestStoryboardKeepsWhatIsWritten(t *testing.T) {
	plain, written := image.NewGray(image.Rect(0, 0, 640, 360)), image.NewGray(image.Rect(0, 0, 640, 360))
	draw.Draw(plain, plain.Rect, image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	draw.Draw(written, written.Rect, image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	draw.Draw(written, image.Rect(300, 200, 324, 206), image.NewUniform(color.Gray{Y: 20}), image.Point{}, draw.Src)
	var files [][]byte
	for _, g := range []*image.Gray{plain, written} {
		coloured := image.NewRGBA(g.Rect)
		draw.Draw(coloured, g.Rect, g, image.Point{}, draw.Src)
		var out bytes.Buffer
		if err := jpeg.Encode(&out, coloured, nil); err != nil {
			t.Fatal(err)
		}
		files = append(files, out.Bytes())
	}
	data, err := Storyboard(files)
	if err != nil {
		t.Fatal(err)
	}
	if size, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || size.Height != 2*360+gap {
		t.Errorf("it is %d x %d: %v", size.Width, size.Height, err)
	}
}

func TestStoryboardOfNothing(t *testing.T) {
	for name, frames := range map[string][][]byte{"no frames": nil, "no JPEG": {[]byte("GIF89a")}, "cut": {frame(t, 64, 64, 9)[:300]}} {
		if _, err := Storyboard(frames); social.CodeOf(err) != social.CodeBroken {
			t.Errorf("%s: %v", name, err)
		}
	}
}
