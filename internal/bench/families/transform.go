package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"

	"github.com/disintegration/imaging"
	"golang.org/x/image/font/gofont/gobold"
)

// transforms are what happens to pictures on their way from post to post.
var transforms = []struct {
	name string
	do   func(*image.NRGBA, *rand.Rand) *image.NRGBA
}{
	{"re-encoded, quality 30 to 90", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA { return encoded(i, 30+r.IntN(61)) }},
	{"re-encoded, quality 10", func(i *image.NRGBA, _ *rand.Rand) *image.NRGBA { return encoded(i, 10) }},
	{"resized to 20 to 150 %", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA { return resized(i, 0.2+1.3*r.Float64(), 1) }},
	{"resized, proportions changed by 10 %", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA { return resized(i, 0.5, 0.9) }},
	{"cropped to 95 % of each side", cropped(0.95)},
	{"cropped to 90 % of each side", cropped(0.9)},
	{"cropped to 80 % of each side", cropped(0.8)},
	{"cropped to 80 % of the area", cropped(0.8944)},
	{"cropped to 80 % of the width", croppedWidth(0.8)},
	{"watermark in a corner", corner},
	{"watermark all over", tiled},
	{"border, 2 to 15 %", bordered},
	{"letterboxed to a square", letterboxed},
	{"mirrored", func(i *image.NRGBA, _ *rand.Rand) *image.NRGBA { return imaging.FlipH(i) }},
	{"mirrored and cropped to 90 %", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA { return cropped(0.9)(imaging.FlipH(i), r) }},
	{"bordered, watermarked, resized, quality 50", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
		return encoded(resized(corner(bordered(i, r), r), 0.4, 1), 50)
	}},
	{"cropped to 90 %, resized, quality 50", func(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
		return encoded(resized(cropped(0.9)(i, r), 0.4, 1), 50)
	}},
	{"brighter, more contrast", func(i *image.NRGBA, _ *rand.Rand) *image.NRGBA {
		return imaging.AdjustContrast(imaging.AdjustBrightness(i, 8), 15)
	}},
	{"other words on it", captioned},
}

func encoded(i *image.NRGBA, quality int) *image.NRGBA {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, i, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	back, err := jpeg.Decode(&out)
	if err != nil {
		panic(err)
	}
	return imaging.Clone(back)
}

func resized(i *image.NRGBA, scale, narrower float64) *image.NRGBA {
	return imaging.Resize(i, max(1, int(float64(i.Bounds().Dx())*scale*narrower)), max(1, int(float64(i.Bounds().Dy())*scale)), imaging.CatmullRom)
}

func cropped(share float64) func(*image.NRGBA, *rand.Rand) *image.NRGBA {
	return func(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
		w, h := int(float64(i.Bounds().Dx())*share), int(float64(i.Bounds().Dy())*share)
		x, y := r.IntN(i.Bounds().Dx()-w+1), r.IntN(i.Bounds().Dy()-h+1)
		return imaging.Crop(i, image.Rect(x, y, x+w, y+h))
	}
}

func croppedWidth(share float64) func(*image.NRGBA, *rand.Rand) *image.NRGBA {
	return func(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
		w := int(float64(i.Bounds().Dx()) * share)
		x := r.IntN(i.Bounds().Dx() - w + 1)
		return imaging.Crop(i, image.Rect(x, 0, x+w, i.Bounds().Dy()))
	}
}

func corner(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
	out := imaging.Clone(i)
	w, h := out.Bounds().Dx(), out.Bounds().Dy()
	box := image.Rect(w-w/4, h-h/9, w-w/40, h-h/40)
	draw.Draw(out, box, image.NewUniform(anyColor(r)), image.Point{}, draw.Src)
	write(out, "@"+sentence(r, 1), box.Min.X+w/60, box.Max.Y-h/40, float64(h)/20, color.White, gobold.TTF)
	return out
}

func tiled(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
	out := imaging.Clone(i)
	w, h := out.Bounds().Dx(), out.Bounds().Dy()
	text := sentence(r, 1)
	for y := h / 6; y < h; y += h / 4 {
		for x := w / 20; x < w; x += w / 3 {
			write(out, text, x, y, float64(h)/14, color.NRGBA{255, 255, 255, 110}, gobold.TTF)
		}
	}
	return out
}

func bordered(i *image.NRGBA, r *rand.Rand) *image.NRGBA {
	w, h := i.Bounds().Dx(), i.Bounds().Dy()
	side := func() int { return max(w, h) * (2 + r.IntN(14)) / 100 }
	left, top, right, bottom := side(), side(), side(), side()
	colors := []color.Color{color.White, color.Black, anyColor(r)}
	return framed(i, left, top, w+left+right, h+top+bottom, colors[r.IntN(3)])
}

func framed(i *image.NRGBA, x, y, w, h int, c color.Color) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	draw.Draw(out, i.Bounds().Add(image.Pt(x, y)), i, image.Point{}, draw.Src)
	return out
}

func letterboxed(i *image.NRGBA, _ *rand.Rand) *image.NRGBA {
	w, h := i.Bounds().Dx(), i.Bounds().Dy()
	longer := max(w, h)
	return framed(i, (longer-w)/2, (longer-h)/2, longer, longer, color.Black)
}
