package image_test

import (
	"bytes"
	"encoding/binary"
	stdimage "image"
	"image/color"
	"runtime"
	"strings"
	"testing"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

// cmykJPEG is a JPEG of one block whose four inks are as Adobe's programs write them:
// upside down, 255 is no ink.
func cmykJPEG(inks [4]uint8) []byte {
	const quantum, categories = 8, 12
	out := []byte("\xff\xd8")
	out = append(out, segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x00")...)
	out = append(out, segment(0xdb, "\x00"+strings.Repeat(string(rune(quantum)), 64))...)
	out = append(out, segment(0xc0, "\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00")...)
	// The codes of what the mean of a block is have four bits each, that of the end of a block one.
	out = append(out, segment(0xc4, "\x00\x00\x00\x00"+string(rune(categories))+strings.Repeat("\x00", 12)+"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b")...)
	out = append(out, segment(0xc4, "\x10\x01"+strings.Repeat("\x00", 15)+"\x00")...)
	out = append(out, segment(0xda, "\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00")...)
	var bits []byte
	put := func(value, n int) {
		for i := n - 1; i >= 0; i-- {
			bits = append(bits, byte(value>>i&1))
		}
	}
	for _, ink := range inks {
		mean := int(ink) - 128
		size := 0
		for v := max(mean, -mean); v > 0; v >>= 1 {
			size++
		}
		if put(size, 4); mean < 0 {
			mean += 1<<size - 1
		}
		put(mean, size)
		put(0, 1)
	}
	for len(bits)%8 != 0 {
		bits = append(bits, 1)
	}
	for i := 0; i < len(bits); i += 8 {
		var b byte
		for _, bit := range bits[i : i+8] {
			b = b<<1 | bit
		}
		if out = append(out, b); b == 0xff {
			out = append(out, 0)
		}
	}
	return append(out, 0xff, 0xd9)
}

func TestFourInks(t *testing.T) {
	for name, c := range map[string]struct {
		inks [4]uint8
		want color.NRGBA
	}{
		"no ink": {[4]uint8{255, 255, 255, 255}, white}, "cyan and magenta": {[4]uint8{20, 20, 255, 255}, color.NRGBA{R: 20, G: 20, B: 255}},
		"yellow and magenta": {[4]uint8{255, 10, 10, 255}, color.NRGBA{R: 255, G: 10, B: 10}},
	} {
		if got := thumb(t, inspect(t, cmykJPEG(c.inks)).Thumb).At(4, 4); !near(got, c.want) {
			t.Errorf("%s is shown as %v", name, got)
		}
	}
}

func TestSixteenBits(t *testing.T) {
	deep := stdimage.NewNRGBA64(stdimage.Rect(0, 0, 30, 30))
	for i := range 30 * 30 {
		deep.SetNRGBA64(i%30, i/30, color.NRGBA64{R: 220 << 8, G: 30 << 8, B: 30 << 8, A: 0xffff})
	}
	if area := image.Area(asPNG(t, deep)); area != 30*30 {
		t.Errorf("it has %d pixels", area)
	}
	if got := thumb(t, inspect(t, asPNG(t, deep)).Thumb).At(9, 9); !near(got, red) {
		t.Errorf("it is shown as %v", got)
	}
}

// huge are small files that say they are pictures of very many pixels, by format.
func huge(t *testing.T) map[string][]byte {
	jpg := asJPEG(t, corner(16, 16), 80)
	sof := bytes.Index(jpg, []byte("\xff\xc0"))
	copy(jpg[sof+5:], "\xff\xff\xff\xff")
	progressive := bytes.Clone(jpg)
	progressive[sof+1] = 0xc2
	gif := asGIF(t, 8, 8, frame(stdimage.Rect(0, 0, 8, 8), red))
	copy(gif[6:], "\xff\xff\xff\xff")
	lossless := asWebP(vp8l(8, 8))
	binary.LittleEndian.PutUint32(lossless[21:], 0x3fff|0x3fff<<14)
	canvas := []byte{0x10, 0, 0, 0, 0xff, 0x7f, 0, 0xff, 0x7f, 0}
	return map[string][]byte{
		"JPEG": jpg, "progressive JPEG": progressive, "PNG": bomb(t), "GIF": gif, "WebP": lossless,
		"extended WebP": asWebP(chunk("VP8X", canvas), chunk("ALPH", []byte{0}), vp8l(8, 8)),
	}
}

// TestHugePicturesAreRefusedBeforeTheyAreDecoded: they cost no memory.
func TestHugePicturesAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	for name, data := range huge(t) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := image.Inspect(data)
		runtime.ReadMemStats(&after)
		if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "pixels, more than") {
			t.Errorf("%s: %v", name, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
			t.Errorf("%s: %d bytes were taken", name, took)
		}
		if image.Area(data) != 0 {
			t.Errorf("%s would be decoded", name)
		}
		if got := image.Bare(data); len(got) > len(data)+64 {
			t.Errorf("%s: bare it has %d bytes, of %d", name, len(got), len(data))
		}
	}
}

// TestCutAnywhere: a picture that ends anywhere is shown or refused by its name.
func TestCutAnywhere(t *testing.T) {
	for name, data := range map[string][]byte{
		"JPEG": asJPEG(t, corner(64, 48), 80), "PNG": asPNG(t, corner(64, 48)), "WebP": asWebP(vp8l(64, 48)), "animated WebP": animatedWebP(64, 48),
		"GIF": asGIF(t, 64, 48, frame(stdimage.Rect(0, 0, 64, 48), red), frame(stdimage.Rect(0, 0, 64, 48), blue)), "CMYK JPEG": cmykJPEG([4]uint8{1, 2, 3, 4}),
	} {
		for end := range len(data) {
			_, err := image.Inspect(data[:end])
			if err != nil && social.CodeOf(err) != social.CodeBroken {
				t.Errorf("%s of %d bytes: %v", name, end, err)
			}
			if err == nil {
				inspect(t, image.Bare(data[:end]))
			}
		}
	}
}

func TestOtherFormatsAreNamed(t *testing.T) {
	tail := strings.Repeat("\x00", 64)
	for start, want := range map[string]string{
		"\x00\x00\x00\x1cftypavif": "AVIF", "\x00\x00\x00\x1cftypavis": "AVIF", "\x00\x00\x00\x18ftypheic": "HEIF", "\x00\x00\x00\x18ftyphevc": "HEIF",
		"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00avif": "AVIF", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00heic": "HEIF",
		"II*\x00": "TIFF", "MM\x00*": "TIFF", "II+\x00": "TIFF", "MM\x00+": "TIFF", "BM": "BMP", "\x00\x00\x01\x00": "ICO", "\xff\x0a": "JPEG XL",
		"\x00\x00\x00\x0cJXL ": "JPEG XL", "\x00\x00\x00\x0cjP  ": "JPEG 2000", "\xff\x4f\xff\x51": "JPEG 2000", "8BPS": "Photoshop",
	} {
		_, err := image.Inspect([]byte(start + tail))
		if social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), "the format "+want+" is not supported") {
			t.Errorf("%q: %v, want %s", start, err, want)
		}
	}
}
