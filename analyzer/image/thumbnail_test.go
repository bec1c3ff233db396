package image

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"testing"
)

// TestThumbnailIsJPEGWhereWebPFails: an encoder that fails, panics or writes something else
// costs the thumbnail its format and nothing more.
func TestThumbnailIsJPEGWhereWebPFails(t *testing.T) {
	small := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for name, encode := range map[string]func(io.Writer, *nrgba) error{
		"an error":   func(w io.Writer, _ *nrgba) error { _, _ = w.Write([]byte("half")); return errors.New("no memory") },
		"a panic":    func(io.Writer, *nrgba) error { panic("no executable memory") },
		"no picture": func(io.Writer, *nrgba) error { return nil },
	} {
		data, kind, err := thumbnail(small, encode)
		if err != nil || kind != "image/jpeg" {
			t.Errorf("%s: %s, %v", name, kind, err)
			continue
		}
		if img, err := jpeg.Decode(bytes.NewReader(data)); err != nil || img.Bounds().Dx() != 40 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, kind, err := thumbnail(small, encodeWebP); err != nil || kind != "image/webp" {
		t.Errorf("where it works: %s, %v", kind, err)
	}
}
