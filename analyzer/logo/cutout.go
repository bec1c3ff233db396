package logo

import (
	"image"
	"image/color"
	"image/draw"
)

const (
	// apart is how far a colour must be from that of the ground to be of the logo, of 255, in
	// the channel that differs most.
	apart = 40
	// grounded is the part of the border that must be of one colour for that to be the ground.
	grounded = 0.7
)

// cutOut is the part of an example in which the logo is, on its ground, and where in it the logo
// is, in white on black. What is transparent is ground; in a picture without that, what has the
// colour of most of its border; where that has many colours the logo is all of it. It is nil where
// nothing is left.
func cutOut(img *image.NRGBA) (cut, mask *image.NRGBA) {
	b := img.Bounds()
	inside := transparentGround(img)
	if inside == nil {
		inside = plainGround(img)
	}
	box := image.Rectangle{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if inside(x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if box.Dx() < 4 || box.Dy() < 4 {
		return nil, nil
	}
	cut = image.NewNRGBA(image.Rect(0, 0, box.Dx(), box.Dy()))
	draw.Draw(cut, cut.Bounds(), image.NewUniform(contrast(img, box, inside)), image.Point{}, draw.Src)
	draw.Draw(cut, cut.Bounds(), img, box.Min, draw.Over)
	mask = image.NewNRGBA(cut.Bounds())
	for y := range box.Dy() {
		for x := range box.Dx() {
			shade := uint8(0)
			if inside(box.Min.X+x, box.Min.Y+y) {
				shade = 255
			}
			mask.SetNRGBA(x, y, color.NRGBA{R: shade, G: shade, B: shade, A: 255})
		}
	}
	return cut, mask
}

// transparentGround is nil for a picture that has next to no transparent pixels.
func transparentGround(img *image.NRGBA) func(x, y int) bool {
	clear := 0
	for i := 3; i < len(img.Pix); i += 4 {
		if img.Pix[i] < 128 {
			clear++
		}
	}
	if 100*clear < len(img.Pix)/4 {
		return nil
	}
	return func(x, y int) bool { return img.Pix[img.PixOffset(x, y)+3] >= 128 }
}

func plainGround(img *image.NRGBA) func(x, y int) bool {
	ground, plain := borderColour(img)
	if !plain {
		return func(int, int) bool { return true }
	}
	return func(x, y int) bool { return differs(img.NRGBAAt(x, y), ground) }
}

func differs(a, b color.NRGBA) bool {
	far := func(x, y uint8) bool { return int(x)-int(y) > apart || int(y)-int(x) > apart }
	return far(a.R, b.R) || far(a.G, b.G) || far(a.B, b.B)
}

// borderColour is the commonest colour of the border, and whether most of the border has it.
func borderColour(img *image.NRGBA) (color.NRGBA, bool) {
	b := img.Bounds()
	var border []color.NRGBA
	for x := b.Min.X; x < b.Max.X; x++ {
		border = append(border, img.NRGBAAt(x, b.Min.Y), img.NRGBAAt(x, b.Max.Y-1))
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		border = append(border, img.NRGBAAt(b.Min.X, y), img.NRGBAAt(b.Max.X-1, y))
	}
	counts, first := map[[3]uint8]int{}, map[[3]uint8]color.NRGBA{}
	var top [3]uint8
	for _, c := range border {
		key := [3]uint8{c.R / 16, c.G / 16, c.B / 16}
		if counts[key] == 0 {
			first[key] = c
		}
		if counts[key]++; counts[key] > counts[top] {
			top = key
		}
	}
	ground, same := first[top], 0
	for _, c := range border {
		if !differs(c, ground) {
			same++
		}
	}
	return ground, float64(same) >= grounded*float64(len(border))
}

// contrast is the colour on which a logo is put: that of its ground, and white or nearly black where
// that is transparent, whichever it stands out from.
func contrast(img *image.NRGBA, box image.Rectangle, inside func(x, y int) bool) color.NRGBA {
	if ground, plain := borderColour(img); plain && ground.A == 255 {
		return ground
	}
	sum, n := 0, 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if inside(x, y) {
				c := img.NRGBAAt(x, y)
				sum += 299*int(c.R) + 587*int(c.G) + 114*int(c.B)
				n++
			}
		}
	}
	if n > 0 && sum/n > 140_000 {
		return color.NRGBA{R: 24, G: 24, B: 24, A: 255}
	}
	return color.NRGBA{R: 255, G: 255, B: 255, A: 255}
}
