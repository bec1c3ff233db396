package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
)

// logoSide is the side of a logo's example, in pixels.
const logoSide = 480

// LogoBrand is the brand whose logo Logo is.
const LogoBrand = northwind

// Logo is the picture of Northwind's logo that its makers would give away: a compass
// rose in a ring, dark on white, as PNG.
func Logo() ([]byte, error) {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, logoSide, logoSide)), scale: logoSide / 1000.0, right: 500, bottom: 500}
	c.fill(box(-500, -500, 1000, 1000, 0), hex(0xFFFFFF))
	c.compass(0, 0, 430, hex(0x14324A))
	var out bytes.Buffer
	if err := png.Encode(&out, c.img); err != nil {
		return nil, fmt.Errorf("sample: encode the logo: %w", err)
	}
	return out.Bytes(), nil
}

// compass is Northwind's logo: a ring with a gap for the north, four long points, of which
// one half is open, four short ones, and three lines of wind.
func (c *canvas) compass(x, y, r float64, paint color.NRGBA) {
	width := r * .09
	var round []point
	for i := range 61 {
		a := -math.Pi/2 + .32 + float64(i)/60*(2*math.Pi-.64)
		round = append(round, point{x + r*.9*math.Cos(a), y + r*.9*math.Sin(a)})
	}
	c.fill(stroke(width, round...), paint)
	for i := range 4 {
		a := float64(i)*math.Pi/2 - math.Pi/2
		tip := r * .72
		if i == 0 {
			tip = r * 1.02
		}
		at := func(angle, reach float64) point { return point{x + reach*math.Cos(angle), y + reach*math.Sin(angle)} }
		c.fill(shape{{x, y}, at(a+math.Pi/4, r*.2), at(a, tip)}, paint)
		c.fill(stroke(width*.45, at(a-math.Pi/4, r*.2), at(a, tip)), paint)
		d := a + math.Pi/4
		c.fill(shape{at(d-.5, r*.2), at(d, r*.46), at(d+.5, r*.2)}, paint)
	}
	for i := range 3 {
		left := x - r*.62 + float64(i)*r*.05
		top := y + r*(.34+.13*float64(i))
		c.fill(stroke(width*.6, curve(point{left, top}, point{left + r*.2, top - r*.08}, point{left + r*.24, top + r*.08}, point{left + r*(.44-.06*float64(i)), top})...), paint)
	}
}

// paintMug is a mug with the logo on it, and no word.
func paintMug(c *canvas) {
	c.room(190)
	if c.rng.IntN(2) == 0 {
		c.window(-c.right+90, -c.bottom+90, 260, 330)
	}
	x := float64(c.rng.IntN(160) - 80)
	mug := hex([]uint32{0xF6F1E7, 0xFFFFFF, 0xE9E2D2, 0xDCE8EC}[c.rng.IntN(4)])
	c.fill(ellipse(x, 372, 290, 46), sheer(c.colours.dark, .2))
	c.fill(ring(x+230, 90, 120, 130, 38), blend(mug, c.colours.dark, .14))
	c.fill(box(x-220, -170, 440, 540, 46), mug)
	c.fill(box(x-220, -170, 62, 540, 40), sheer(hex(0x000000), .07))
	c.fill(box(x+150, -170, 70, 540, 40), sheer(hex(0x000000), .10))
	c.fill(ellipse(x, -168, 220, 44), blend(mug, c.colours.light, .4))
	c.fill(ellipse(x, -164, 198, 34), coffeeDark)
	c.compass(x, 110, 150, hex(0x14324A))
	c.steam(x, -230)
	for i := range 3 + c.rng.IntN(4) {
		c.bean(x-430+float64(i%2)*75+float64(i)*18, 390+float64(i)*22, 32, float64(i)*1.1)
	}
}
