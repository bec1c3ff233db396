package sample

import (
	"image/color"
	"math"
	"strings"
)

func paintLatte(c *canvas) {
	c.backdrop(blend(c.colours.table, c.colours.light, .35), blend(c.colours.table, c.colours.light, .1))
	for i := range 7 {
		c.fill(box(-c.right+float64(i)*c.right/3.2, -c.bottom, 5, 2*c.bottom, 0), sheer(c.colours.dark, .08))
	}
	x, y := float64(c.rng.IntN(120)-60), float64(c.rng.IntN(120)-60)
	c.fill(ellipse(x+18, y+30, 410, 410), sheer(hex(0x000000), .16))
	c.fill(ellipse(x, y, 400, 400), c.colours.light)
	c.fill(ring(x, y, 372, 372, 7), sheer(c.colours.main, .55))
	c.fill(ellipse(x+10, y+16, 292, 292), sheer(hex(0x000000), .12))
	handle := box(x+250, y-42, 150, 84, 40).turned(.6, point{x, y})
	c.fill(handle, c.colours.main)
	c.fill(ellipse(x, y, 284, 284), c.colours.main)
	c.fill(ellipse(x, y, 256, 256), blend(c.colours.main, c.colours.light, .6))
	c.fill(ellipse(x, y, 246, 246), coffeeBrown)
	c.fill(ellipse(x, y, 230, 230), crema)
	turn := c.rng.Float64()*2 - 1
	middle := point{x, y}
	switch c.rng.IntN(3) {
	case 0: // rosetta
		for i := range 6 {
			top := y + 130 - float64(i)*50
			w := 150 - math.Abs(float64(i)-1.5)*26
			for side := -1.0; side <= 1; side += 2 {
				leaf := append(shape{}, curve(point{x, top}, point{x + side*w*.5, top + 26}, point{x + side*w, top - 16}, point{x + side*w*.98, top - 62})...)
				leaf = append(leaf, curve(point{x + side*w*.98, top - 62}, point{x + side*w*.7, top - 28}, point{x + side*w*.3, top - 22}, point{x, top - 30})...)
				c.fill(leaf.turned(turn, middle), milk)
			}
		}
		c.fill(stroke(12, point{x, y + 185}, point{x, y - 175}).turned(turn, middle), crema)
	case 1: // heart
		heart := append(shape{}, curve(point{x, y + 170}, point{x - 250, y + 10}, point{x - 175, y - 190}, point{x, y - 72})...)
		heart = append(heart, curve(point{x, y - 72}, point{x + 175, y - 190}, point{x + 250, y + 10}, point{x, y + 170})...)
		c.fill(heart.turned(turn, middle), milk)
		c.fill(ellipse(x-62, y-52, 44, 26).turned(turn, middle), sheer(crema, .25))
	default: // tulip
		for i := range 4 {
			w := 165 - float64(i)*30
			c.fill(arc(x, y+120-float64(i)*82, w, w*.72, 0.15, math.Pi-.15).turned(turn, middle), milk)
			c.fill(arc(x, y+96-float64(i)*82, w*.8, w*.3, 0, math.Pi).turned(turn, middle), crema)
		}
	}
	c.fill(arc(x-70, y-90, 120, 90, math.Pi, math.Pi*1.5), sheer(hex(0xFFFFFF), .10))
	c.spoon(x, y)
}

func (c *canvas) spoon(x, y float64) {
	metal := hex(0xC9CCD1)
	about := point{x, y}
	angle := 2.3 + c.rng.Float64()*.8
	c.fill(box(x+330, y-10, 250, 20, 10).turned(angle, about), metal)
	c.fill(ellipse(x+325, y, 66, 40).turned(angle, about), metal)
	c.fill(ellipse(x+320, y-4, 44, 24).turned(angle, about), hex(0xE4E6EA))
}

func paintPackaging(c *canvas) {
	c.room(250)
	count := 1 + c.rng.IntN(3)
	labels := []string{"HUILA", "SIDAMO", "HOUSE", "DECAF", "GUJI", "KENYA"}
	for i := range count {
		x := (float64(i) - float64(count-1)/2) * 330
		paint := []int{0, 1, 2}[(i+c.rng.IntN(3))%3]
		bag := c.colours.main
		switch paint {
		case 1:
			bag = c.colours.accent
		case 2:
			bag = c.colours.dark
		}
		scale := 1.0
		if count == 1 {
			scale = 1.18
		}
		c.bag(x, 372, scale, bag, labels[c.rng.IntN(len(labels))])
	}
	for i := range 9 {
		c.bean(-c.right*.7+float64(i)*c.right*.17, 418+c.rng.Float64()*40, 26, c.rng.Float64()*3)
	}
}

// bag is a standing coffee bag of about 290 by 560, its foot at (x, y).
func (c *canvas) bag(x, y, k float64, paint color.NRGBA, label string) {
	at := func(dx, dy float64) point { return point{x + dx*k, y + dy*k} }
	c.fill(ellipse(x, y, 175*k, 26*k), sheer(c.colours.dark, .28))
	body := shape{at(-150, 0), at(-138, -430), at(-146, -520), at(146, -520), at(138, -430), at(150, 0)}
	c.fill(body, paint)
	c.fill(shape{at(-150, 0), at(-138, -430), at(-104, -430), at(-118, 0)}, sheer(hex(0x000000), .10))
	c.fill(shape{at(150, 0), at(138, -430), at(112, -430), at(122, 0)}, sheer(hex(0xFFFFFF), .14))
	c.fill(shape{at(-146, -520), at(-150, -562), at(150, -562), at(146, -520)}, blend(paint, hex(0x000000), .25))
	c.fill(ellipse(x, y-470*k, 15*k, 15*k), sheer(hex(0x000000), .3))
	c.fill(box(x-104*k, y-372*k, 208*k, 268*k, 12*k), c.colours.light)
	c.fill(ellipse(x, y-300*k, 44*k, 44*k), blend(paint, c.colours.light, .75))
	c.bean(x, y-300*k, 30*k, math.Pi/3)
	c.text(x, y-206*k, 40*k, label, false, true, c.colours.dark)
	c.text(x, y-168*k, 20*k, strings.ToUpper(c.brand), false, true, c.colours.dark)
	c.fill(box(x-64*k, y-146*k, 128*k, 5*k, 2), paint)
	c.text(x, y-118*k, 18*k, "250 g", true, true, c.colours.dark)
}
