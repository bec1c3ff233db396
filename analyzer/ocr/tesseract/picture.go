package tesseract

import (
	"fmt"
	"image"
	"math"

	"github.com/disintegration/imaging"
)

const (
	// small is the length of the longer side below which a picture is doubled: letters of
	// less than some 20 pixels are read badly.
	small = 900
	// most is how many pixels a picture may have.
	most = 8_000_000
)

// prepare is the picture as it is read, and how many of its pixels are one of the
// picture's own.
func prepare(img *image.NRGBA) (*image.NRGBA, float64) {
	size := img.Bounds().Size()
	scale := 1.0
	if max(size.X, size.Y) < small {
		scale = 2
	}
	if pixels := float64(size.X) * float64(size.Y); pixels > most {
		scale = math.Sqrt(most / pixels)
	}
	if scale == 1 {
		return img, 1
	}
	w, h := max(int(float64(size.X)*scale), 1), max(int(float64(size.Y)*scale), 1)
	if w*h > most { // a strip
		w, h = min(w, most/2), min(h, most/2)
	}
	return imaging.Resize(img, w, h, imaging.CatmullRom), float64(w) / float64(size.X)
}

// pixmap writes a picture as a portable pixmap (PPM, P6), which costs no compression.
func pixmap(img *image.NRGBA) []byte {
	size := img.Bounds().Size()
	out := fmt.Appendf(make([]byte, 0, 3*size.X*size.Y+32), "P6\n%d %d\n255\n", size.X, size.Y)
	for y := range size.Y {
		row := img.Pix[y*img.Stride : y*img.Stride+4*size.X]
		for x := 0; x < len(row); x += 4 {
			out = append(out, row[x], row[x+1], row[x+2])
		}
	}
	return out
}
