package sample

import (
	"math"
	"strings"
)

func paintStorefront(c *canvas) {
	c.backdrop(c.colours.skyTop, c.colours.skyBottom)
	c.fill(ellipse(c.right*.6, -c.bottom+150, 80, 80), sheer(c.colours.light, .9))
	for i := range 7 { // houses behind
		w := 2 * c.right / 6
		h := 420 + c.rng.Float64()*260
		c.fill(box(-c.right+float64(i)*w-60, 330-h, w+4, h, 0), blend(c.colours.skyBottom, c.colours.table, .25+.3*c.rng.Float64()))
	}
	c.fill(box(-c.right, 330, 2*c.right, c.bottom, 0), blend(c.colours.table, c.colours.dark, .15))
	c.fill(box(-c.right, 330, 2*c.right, 26, 0), blend(c.colours.table, c.colours.light, .4))
	front := c.colours.main
	if c.rng.IntN(2) == 0 {
		front = c.colours.accent
	}
	c.fill(box(-410, -340, 820, 674, 6), front)
	c.fill(box(-432, -362, 864, 36, 8), blend(front, c.colours.dark, .3))
	c.fill(box(-370, -306, 740, 108, 10), blend(front, c.colours.dark, .45))
	c.text(0, -230, 72, c.pick(strings.ToUpper(c.brand), c.brand, strings.ToUpper(c.brand), c.brand+" Coffee"), false, true, c.colours.light)
	glass := blend(hex(0xFFE4A8), c.colours.light, .25)
	c.fill(box(-366, -60, 420, 300, 6), c.colours.light)
	c.fill(box(-352, -46, 392, 272, 2), glass)
	c.fill(box(-352, 150, 392, 76, 0), blend(front, c.colours.dark, .5))
	for i := range 4 { // lamps and cups in the window
		x := -300 + float64(i)*96
		c.fill(box(x-2, -46, 4, 50+float64(i%2)*26, 0), c.colours.dark)
		c.fill(arc(x, 30+float64(i%2)*26, 30, 30, math.Pi, 2*math.Pi), c.colours.dark)
		c.fill(box(x-20, 116, 40, 36, 10), c.colours.light)
	}
	c.fill(box(110, -60, 236, 394, 6), c.colours.light)
	c.fill(box(124, -46, 208, 380, 2), blend(front, c.colours.dark, .35))
	c.fill(box(150, -20, 156, 220, 4), glass)
	c.fill(ellipse(308, 170, 11, 11), c.colours.light)
	const stripes = 10
	for i := range stripes {
		x := -410 + float64(i)*82
		paint := c.colours.light
		if i%2 == 0 {
			paint = blend(front, c.colours.light, .12)
		}
		c.fill(polygon(x, -190, x+82, -190, x+82, -80, x, -80), paint)
		c.fill(arc(x+41, -80, 41, 34, 0, math.Pi), paint)
	}
	c.fill(box(-410, -190, 820, 16, 0), sheer(c.colours.dark, .25))
	for side := -1.0; side <= 1; side += 2 {
		c.plant(side*(455), 330)
	}
	if c.rng.IntN(2) == 0 { // a table outside
		c.fill(box(-270, 292, 190, 16, 8), c.colours.dark)
		c.fill(box(-182, 300, 14, 116, 0), c.colours.dark)
		c.fill(box(-232, 412, 112, 14, 7), c.colours.dark)
		c.fill(box(-200, 254, 46, 40, 10), c.colours.light)
	}
}

func (c *canvas) plant(x, y float64) {
	leaf := blend(hex(0x3F7A4C), c.colours.dark, .15)
	for i := range 7 {
		a := -math.Pi/2 + (float64(i)-3)*.36
		c.fill(ellipse(x+62, y-80, 66, 19).turned(a, point{x, y - 80}), blend(leaf, c.colours.light, .06*float64(i)))
	}
	c.fill(polygon(x-48, y-84, x+48, y-84, x+34, y+22, x-34, y+22), blend(c.colours.table, c.colours.dark, .3))
}

func paintWinter(c *canvas) {
	night := c.rng.IntN(2) == 0
	top, bottom := hex(0xBFD7EA), hex(0xEAF3F8)
	if night {
		top, bottom = hex(0x16263F), hex(0x41618A)
	}
	top = blend(top, c.colours.skyTop, .12)
	c.backdrop(top, bottom)
	c.fill(ellipse(c.right*.55, -c.bottom+190, 92, 92), sheer(hex(0xFFF6DC), .9))
	hill := blend(bottom, hex(0xFFFFFF), .45)
	c.fill(ellipse(-c.right*.5, 420, c.right*1.1, 330), blend(hill, top, .25))
	for range 11 {
		c.fir(-c.right+c.rng.Float64()*2*c.right, 130+c.rng.Float64()*110, 90+c.rng.Float64()*130, night)
	}
	c.fill(ellipse(c.right*.45, 540, c.right*1.25, 360), hill)
	c.fill(box(-c.right, 330, 2*c.right, c.bottom, 0), hex(0xFDFEFF))
	x := float64(c.rng.IntN(180) - 90)
	c.fill(ellipse(x, 372, 220, 36), sheer(hex(0x4A6583), .28))
	c.paperCup(x)
	for range 90 {
		r := 3 + c.rng.Float64()*8
		c.fill(ellipse(-c.right+c.rng.Float64()*2*c.right, -c.bottom+c.rng.Float64()*2*c.bottom, r, r), sheer(hex(0xFFFFFF), .55+.4*c.rng.Float64()))
	}
}

// paperCup is the winter cup, red or in this year's other colours.
func (c *canvas) paperCup(x float64) {
	reds := []uint32{0xC4262E, 0xC4262E, 0xB01E3A, 0x1F5C4D, 0xD9482B}
	red := hex(reds[c.rng.IntN(len(reds))])
	white := hex(0xFFFDF8)
	c.fill(polygon(x-182, -190, x+182, -190, x+132, 372, x-132, 372), red)
	c.fill(polygon(x-182, -190, x-112, -190, x-86, 372, x-132, 372), sheer(white, .12))
	switch c.rng.IntN(3) {
	case 0:
		for i, at := range []point{{-70, -90}, {72, -30}, {-18, 60}, {-88, 150}, {70, 170}, {4, 270}, {-62, 320}, {86, 300}} {
			c.fill(star(x+at.x, at.y, 34-float64(i%3)*8), white)
		}
	case 1:
		for row := range 3 {
			y := -80 + float64(row)*150
			half := 172 - (y+190)*.089
			for i := range 8 {
				left := x - half + float64(i)*half/4
				c.fill(polygon(left, y+34, left+half/8, y, left+half/4, y+34, left+half/4, y+54, left+half/8, y+20, left, y+54), white)
			}
		}
	default:
		for i := range 6 {
			a := float64(i) * math.Pi / 3
			c.fill(stroke(15, point{x, 80}, point{x + 116*math.Cos(a), 80 + 116*math.Sin(a)}), white)
			for _, reach := range []float64{62, 92} {
				for side := -1.0; side <= 1; side += 2 {
					from := point{x + reach*math.Cos(a), 80 + reach*math.Sin(a)}
					c.fill(stroke(11, from, point{from.x + 32*math.Cos(a+side*.9), from.y + 32*math.Sin(a+side*.9)}), white)
				}
			}
		}
	}
	c.fill(box(x-198, -228, 396, 44, 16), white)
	c.fill(box(x-168, -268, 336, 46, 18), hex(0xEFE9DF))
	c.fill(box(x-198, -196, 396, 10, 5), sheer(hex(0x6B5F55), .2))
	c.steam(x, -292)
}

func (c *canvas) fir(x, y, size float64, night bool) {
	green := hex(0x3E6B5C)
	if night {
		green = hex(0x1D3A44)
	}
	c.fill(box(x-size*.07, y, size*.14, size*.3, 2), coffeeDark)
	for i := range 3 {
		w, t := size*(.62-.14*float64(i)), y-size*.42*float64(i)
		c.fill(polygon(x-w, t, x+w, t, x, t-size*.75), blend(green, hex(0xFFFFFF), .07*float64(i)))
		c.fill(polygon(x-w*.35, t-size*.5, x+w*.35, t-size*.5, x, t-size*.75), hex(0xF4F9FC))
	}
}
