package files

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample"
)

// TestAnalyzeImage: pictures are told by their bytes whatever they are called, and what is
// none is refused with its name; the others are looked at all the same.
func TestAnalyzeImage(t *testing.T) {
	dir := t.TempDir()
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 20))
	for i := range deep.Pix {
		deep.Pix[i] = 0xff
	}
	inks := image.NewRGBA(image.Rect(0, 0, 30, 30))
	inks.Set(3, 3, color.White)
	var deepPNG, plain bytes.Buffer
	if err := png.Encode(&deepPNG, deep); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&plain, inks, nil); err != nil {
		t.Fatal(err)
	}
	var moving bytes.Buffer
	still := image.NewPaletted(image.Rect(0, 0, 24, 16), color.Palette{color.White, color.Black})
	if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{still, still}, Delay: []int{9, 9}}); err != nil {
		t.Fatal(err)
	}
	wide := bytes.Clone(deepPNG.Bytes()) // it says that it has 200,000 by 200,000 pixels
	copy(wide[16:], "\x00\x03\x0d\x40\x00\x03\x0d\x40")
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	exif := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	var upright bytes.Buffer
	if err := jpeg.Encode(&upright, image.NewGray(image.Rect(0, 0, 48, 16)), nil); err != nil {
		t.Fatal(err)
	}
	turned := append([]byte("\xff\xd8"+exif), upright.Bytes()[2:]...)
	files := map[string][]byte{
		"moving.gif": moving.Bytes(), "huge.png": wide, "turned.jpg": turned,
		"deep.png": deepPNG.Bytes(), "called.png": plain.Bytes(), "cut.jpg": plain.Bytes()[:plain.Len()/2],
		"tiff.png": append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 64)...), "page.gif": []byte("<!doctype html><p>"),
		"photo.avif": append([]byte("\x00\x00\x00\x1cftypavif"), make([]byte, 64)...), "photo.heic": append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 64)...),
	}
	args := []string{"analyze", "image"}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	got := clitest.Run(t, dir, append(args, "none.png", "--json")...).Want(t, 1)
	lines := map[string]map[string]any{}
	for line := range strings.Lines(got.Out) {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		lines[l["file"].(string)] = l
	}
	for file, want := range map[string]struct{ key, value string }{
		"moving.gif": {"type", "image/gif"}, "huge.png": {"error", "200000 x 200000 pixels, more than"}, "turned.jpg": {"type", "image/jpeg"},
		"deep.png": {"type", "image/png"}, "called.png": {"type", "image/jpeg"}, "cut.jpg": {"error", "damaged"}, "tiff.png": {"error", "TIFF is not supported"},
		"page.gif": {"error", "HTML"}, "photo.avif": {"error", "AVIF is not supported"}, "photo.heic": {"error", "HEIF is not supported"}, "none.png": {"error", "no such file"},
	} {
		if value, _ := lines[file][want.key].(string); !strings.Contains(value, want.value) {
			t.Errorf("%s: %s is %q, want %q", file, want.key, value, want.value)
		}
	}
	if l := lines["deep.png"]; l["width"] != 40.0 || l["look"] != "graphic" || l["url"] != nil {
		t.Errorf("found %+v", l)
	}
	if lines["moving.gif"]["animated"] != true || lines["turned.jpg"]["width"] != 16.0 || lines["turned.jpg"]["height"] != 48.0 {
		t.Errorf("found %+v and %+v", lines["moving.gif"], lines["turned.jpg"])
	}
	clitest.Run(t, dir, "analyze", "image", "called.png").Want(t, 0)
}

// TestAnalyzeImageFindsLogos looks for the logo that the configuration names.
func TestAnalyzeImageFindsLogos(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, err := sample.Logo()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"logo.png": data, "earshot.yaml": []byte("brands: [{name: Northwind, query: northwind, logos: [logo.png]}]\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := clitest.Run(t, dir, "analyze", "image", "logo.png").Want(t, 0); !strings.Contains(got.Out, "logo       Northwind, ") {
		t.Errorf("found %s", got.Out)
	}
}
