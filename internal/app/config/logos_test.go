package config

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLogosAreReadBesideTheFile(t *testing.T) {
	dir := t.TempDir()
	img := image.NewNRGBA(image.Rect(0, 0, 80, 80))
	for i := range 40 {
		img.SetNRGBA(20+i, 20+i/2, color.NRGBA{R: 200, A: 255})
	}
	f, err := os.Create(filepath.Join(dir, "mark.png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mark.svg"), []byte("<svg></svg>"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "earshot.yaml")
	c, err := Parse(file, []byte("brands:\n  - name: A\n    query: a\n    logos: [mark.png]\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	examples, err := c.LogoExamples()
	if err != nil || len(examples) != 1 || examples[0].Brand != "A" || len(examples[0].Data) == 0 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	_, err = Parse(file, []byte("brands:\n  - name: A\n    query: a\n    logos:\n      - gone.png\n      - mark.svg\n      - .\n"), nil)
	for _, want := range []string{
		"earshot.yaml:5: brands[0].logos[0]: gone.png: there is no such file beside the configuration",
		"earshot.yaml:6: brands[0].logos[1]: mark.svg: not a picture: the format SVG is not supported",
		"earshot.yaml:7: brands[0].logos[2]: .: this is not a file",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\ndoes not say %s", err, want)
		}
	}
}
