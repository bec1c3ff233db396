package image_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"math/bits"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/webp"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

func inspect(t *testing.T, data []byte) image.Picture {
	t.Helper()
	p, err := image.Inspect(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func thumb(t *testing.T, data []byte) stdimage.Image {
	t.Helper()
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("the thumbnail is no WebP: %v", err)
	}
	return img
}

// near tells whether two colours are the same but for what compression does.
func near(got color.Color, want color.NRGBA) bool {
	c := color.NRGBAModel.Convert(got).(color.NRGBA)
	for _, d := range []int{int(c.R) - int(want.R), int(c.G) - int(want.G), int(c.B) - int(want.B)} {
		if d < -24 || d > 24 {
			return false
		}
	}
	return true
}

func TestFormats(t *testing.T) {
	gray := stdimage.NewGray16(stdimage.Rect(0, 0, 30, 40))
	for name, c := range map[string]struct {
		data          []byte
		kind          string
		width, height int
		thumbW        int
	}{
		"jpeg":          {asJPEG(t, scene(1300, 650, 1), 90), "image/jpeg", 1300, 650, 640},
		"small jpeg":    {asJPEG(t, scene(1, 1, 1), 90), "image/jpeg", 1, 1, 1},
		"png":           {asPNG(t, scene(200, 800, 1)), "image/png", 200, 800, 160},
		"16-bit png":    {asPNG(t, gray), "image/png", 30, 40, 30},
		"gif":           {asGIF(t, 64, 48, frame(stdimage.Rect(0, 0, 64, 48), red)), "image/gif", 64, 48, 64},
		"webp":          {asWebP(vp8l(90, 30)), "image/webp", 90, 30, 90},
		"animated webp": {animatedWebP(90, 30), "image/webp", 90, 30, 90},
		"thin png":      {asPNG(t, stdimage.NewGray(stdimage.Rect(0, 0, 20000, 1))), "image/png", 20000, 1, 640},
	} {
		t.Run(name, func(t *testing.T) {
			p := inspect(t, c.data)
			got := []any{p.Type, p.Width, p.Height, p.Bytes, len(p.SHA256)}
			if diff := cmp.Diff([]any{c.kind, c.width, c.height, int64(len(c.data)), 64}, got); diff != "" {
				t.Error(diff)
			}
			if w := thumb(t, p.Thumb).Bounds().Dx(); w != c.thumbW {
				t.Errorf("the thumbnail is %d pixels wide, want %d", w, c.thumbW)
			}
		})
	}
}

func TestWebPColours(t *testing.T) {
	img := thumb(t, inspect(t, asWebP(vp8l(64, 64))).Thumb)
	if !near(img.At(4, 30), color.NRGBA{R: 30, G: 10, B: 30}) || !near(img.At(12, 30), color.NRGBA{R: 30, G: 200, B: 30}) {
		t.Errorf("stripes are %v and %v", img.At(4, 30), img.At(12, 30))
	}
}

func TestOrientation(t *testing.T) {
	jpg := asJPEG(t, corner(80, 40), 95)
	// Where the red corner of the stored picture is after turning, as the
	// values are defined: 1 top left, 2 top right, 3 bottom right, 4 bottom left ...
	for value, want := range map[uint16]string{
		0: "top left", 1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
		5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left", 9: "top left",
	} {
		for mark, order := range map[string]binary.AppendByteOrder{"II*\x00": binary.LittleEndian, "MM\x00*": binary.BigEndian} {
			p := inspect(t, withOrientation(jpg, order, mark, value))
			wantW, wantH := 80, 40
			if value >= 5 && value <= 8 {
				wantW, wantH = 40, 80
			}
			if p.Width != wantW || p.Height != wantH {
				t.Errorf("orientation %d: %d x %d, want %d x %d", value, p.Width, p.Height, wantW, wantH)
			}
			img := thumb(t, p.Thumb)
			for place, at := range map[string][2]int{
				"top left": {8, 8}, "top right": {wantW - 8, 8}, "bottom left": {8, wantH - 8}, "bottom right": {wantW - 8, wantH - 8},
			} {
				c := blue
				if place == want {
					c = red
				}
				if got := img.At(at[0], at[1]); !near(got, c) {
					t.Errorf("orientation %d (%q): %s is %v, want %v", value, mark[:2], place, got, c)
				}
			}
		}
	}
}

// TestOrientationOfOtherFormats: a PNG and a WebP are turned as a JPEG is.
func TestOrientationOfOtherFormats(t *testing.T) {
	png := asPNG(t, corner(80, 40))
	turned := bytes.Join([][]byte{png[:33], textChunk("eXIf", exif(6)), png[33:]}, nil)
	p := inspect(t, turned)
	if p.Width != 40 || p.Height != 80 {
		t.Errorf("the PNG is %d x %d", p.Width, p.Height)
	}
	if img := thumb(t, p.Thumb); !near(img.At(32, 8), red) || !near(img.At(8, 8), blue) {
		t.Errorf("the PNG's corners are %v and %v", img.At(32, 8), img.At(8, 8))
	}
	for name, data := range map[string][]byte{
		"WebP":               asWebP(chunk("VP8X", []byte{0x08, 0, 0, 0, 31, 0, 0, 7, 0, 0}), vp8l(32, 8), chunk("EXIF", []byte(exif(8)))),
		"WebP, with a start": asWebP(chunk("VP8X", []byte{0x08, 0, 0, 0, 31, 0, 0, 7, 0, 0}), vp8l(32, 8), chunk("EXIF", []byte("Exif\x00\x00"+exif(8)))),
	} {
		if p := inspect(t, data); p.Width != 8 || p.Height != 32 {
			t.Errorf("%s: %d x %d", name, p.Width, p.Height)
		}
	}
}

func TestTransparentBecomesWhite(t *testing.T) {
	img := stdimage.NewNRGBA(stdimage.Rect(0, 0, 40, 40))
	for y := range 40 {
		for x := range 20 {
			img.SetNRGBA(x, y, red)
		}
	}
	got := thumb(t, inspect(t, asPNG(t, img)).Thumb)
	if !near(got.At(4, 20), red) || !near(got.At(35, 20), white) {
		t.Errorf("got %v and %v", got.At(4, 20), got.At(35, 20))
	}
}

func TestAnimationIsSeenByItsFirstFrame(t *testing.T) {
	data := asGIF(t, 64, 64, frame(stdimage.Rect(0, 0, 32, 64), red), frame(stdimage.Rect(0, 0, 64, 64), blue))
	got := thumb(t, inspect(t, data).Thumb)
	if !near(got.At(8, 32), red) || !near(got.At(56, 32), white) {
		t.Errorf("got %v and %v, want the first frame and the empty canvas", got.At(8, 32), got.At(56, 32))
	}
}

func TestPerceptualHash(t *testing.T) {
	original := inspect(t, asPNG(t, scene(900, 600, 1)))
	distance := func(data []byte) int { return bits.OnesCount64(original.Perceptual ^ inspect(t, data).Perceptual) }
	if d := distance(asJPEG(t, scene(450, 300, 1), 40)); d > 6 {
		t.Errorf("half the size and compressed: %d bits differ", d)
	}
	if d := distance(asPNG(t, scene(900, 600, 2.5))); d < 16 {
		t.Errorf("another scene: %d bits differ", d)
	}
}

func TestPreview(t *testing.T) {
	data, err := image.Preview(asPNG(t, scene(3000, 1500, 1)), 1024)
	if err != nil {
		t.Fatal(err)
	}
	preview, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := preview.Bounds(); b.Dx() != 1024 || b.Dy() != 512 {
		t.Errorf("the preview is %v", b)
	}
	if _, err := image.Preview(data, 0); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a preview of no size: %v", err)
	}
}

// bomb is a PNG header that promises more pixels than fit in memory.
func bomb(t *testing.T) []byte {
	data := asPNG(t, stdimage.NewGray(stdimage.Rect(0, 0, 8, 8)))
	binary.BigEndian.PutUint32(data[16:], 200_000)
	binary.BigEndian.PutUint32(data[20:], 200_000)
	crc := crc32.ChecksumIEEE(data[12:29])
	binary.BigEndian.PutUint32(data[29:], crc)
	return data
}

func TestFaults(t *testing.T) {
	jpg := asJPEG(t, scene(300, 300, 1), 90)
	for name, c := range map[string]struct {
		data []byte
		code social.Code
		want string
	}{
		"nothing":          {nil, social.CodeBroken, "not a picture: there are no bytes"},
		"html":             {[]byte("\n <!DOCTYPE html><title>Log in</title>"), social.CodeBroken, "not a picture: the bytes are HTML"},
		"json":             {[]byte(`{"error":"gone"}`), social.CodeBroken, "not a picture: the bytes are JSON"},
		"text":             {[]byte("Not found"), social.CodeBroken, "not a picture: the bytes are text"},
		"svg":              {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), social.CodeBroken, "the format SVG is not supported"},
		"tiff":             {append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 64)...), social.CodeBroken, "the format TIFF is not supported"},
		"avif":             {append([]byte("\x00\x00\x00\x1cftypavif"), make([]byte, 64)...), social.CodeBroken, "the format AVIF is not supported"},
		"pdf":              {[]byte("%PDF-1.7\n"), social.CodeBroken, "the bytes are application/pdf"},
		"noise":            {bytes.Repeat([]byte{0x00, 0x9c, 0xfe}, 40), social.CodeBroken, "of no known kind"},
		"cut jpeg":         {jpg[:len(jpg)/2], social.CodeBroken, "the JPEG picture is damaged"},
		"jpeg mark only":   {[]byte("\xff\xd8\xff"), social.CodeBroken, "the JPEG picture is damaged"},
		"cut webp":         {asWebP(vp8l(64, 64))[:40], social.CodeBroken, "the WebP picture is damaged"},
		"webp, no frame":   {asWebP(chunk("VP8X", []byte{2, 0, 0, 0, 9, 0, 0, 9, 0, 0})), social.CodeBroken, "the WebP animation has no frame"},
		"bomb":             {bomb(t), social.CodeInvalid, "200000 x 200000 pixels"},
		"too many bytes":   {append(jpg, make([]byte, image.MaxBytes)...), social.CodeInvalid, "bytes, more than"},
		"gif of no pixels": {[]byte("GIF89a\x00\x00\x00\x00\x00\x00\x00;"), social.CodeBroken, "no pixels"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := image.Inspect(c.data)
			if err == nil || social.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v (code %s), want %q (code %s)", err, social.CodeOf(err), c.want, c.code)
			}
		})
	}
}

// FuzzDecoders: no bytes make a decoder panic, and what one accepts is the same picture
// without what is said about it. Thumbnails are not made: their encoder takes nothing from
// the file but pixels, and is slow where it is instrumented.
func FuzzDecoders(f *testing.F) {
	jpg := asJPEG(f, corner(16, 8), 80)
	f.Add(jpg)
	f.Add(withOrientation(jpg, binary.BigEndian, "MM\x00*", 6))
	f.Add(cmykJPEG([4]uint8{1, 90, 200, 255}))
	f.Add(asPNG(f, corner(8, 8)))
	f.Add(asGIF(f, 8, 8, frame(stdimage.Rect(2, 2, 6, 6), red), frame(stdimage.Rect(0, 0, 8, 8), blue)))
	f.Add(asWebP(vp8l(8, 8)))
	f.Add(animatedWebP(8, 8))
	f.Add([]byte("II*\x00\x08\x00\x00\x00"))
	// An empty first block of an application's extension, and a chunk longer than its file.
	f.Add([]byte("GIF87a000\x00000!\xff\x00\x00,0  \x00\x04\x00\x04\x00\x80000000\x02\x04\x8c\x8f\x19%\x00"))
	f.Add([]byte("RIFF0000WEBPVP8L000 /\a\xc0\x01\x0080A1ZX\xff000000000"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if image.Area(data) > 1<<20 {
			return // it would be decoded, slowly
		}
		p, err := image.Pixels(data)
		if err != nil {
			if code := social.CodeOf(err); code != social.CodeBroken && code != social.CodeInvalid {
				t.Fatalf("code %s: %v", code, err)
			}
			return
		}
		bare, err := image.Pixels(image.Bare(data))
		if err != nil || bare.Rect != p.Rect || !bytes.Equal(bare.Pix, p.Pix) {
			t.Fatalf("without what is said about it %v, %v; with it %v", bare, err, p.Rect)
		}
		m, err := image.Measure(data)
		if err != nil || m.Look == "" || len(m.Palette) == 0 {
			t.Fatalf("measured %+v: %v", m, err)
		}
		if area := image.Area(data); area != int64(p.Rect.Dx())*int64(p.Rect.Dy()) {
			t.Fatalf("%d pixels were said, %v decoded", area, p.Rect)
		}
		if small, err := image.Sized(data, 5); err != nil || small.Rect.Dx() > 5 || small.Rect.Dy() > 5 {
			t.Fatalf("made small: %v", err)
		}
	})
}
