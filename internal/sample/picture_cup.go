package sample

import "math"

// painters draw a scene each.
var painters = map[string]func(*canvas){
	"cup": paintCup, "beans": paintBeans, "grinder": paintGrinder, "receipt": paintReceipt,
	"storefront": paintStorefront, "latte": paintLatte, "winter": paintWinter, "packaging": paintPackaging, "mug": paintMug,
}

// room is a wall, a soft sun and a table top at height y.
func (c *canvas) room(y float64) {
	c.backdrop(c.colours.skyTop, c.colours.skyBottom)
	c.fill(ellipse(c.right*(c.rng.Float64()*1.4-.7), -250, 330, 330), sheer(c.colours.light, .45))
	c.fill(box(-c.right, y, 2*c.right, c.bottom-y+10, 0), c.colours.table)
	c.fill(box(-c.right, y, 2*c.right, 14, 0), sheer(c.colours.light, .35))
}

// window shows a night or morning sky behind the scene.
func (c *canvas) window(x, y, w, h float64) {
	c.fill(box(x-18, y-18, w+36, h+36, 14), c.colours.light)
	c.fill(box(x, y, w, h, 4), blend(c.colours.accent, c.colours.light, .55))
	c.fill(ellipse(x+w*.7, y+h*.3, 46, 46), sheer(c.colours.light, .9))
	c.fill(box(x+w/2-6, y, 12, h, 0), c.colours.light)
	c.fill(box(x, y+h*.55, w, 12, 0), c.colours.light)
}

// steam rises from (x, y).
func (c *canvas) steam(x, y float64) {
	for i := range 3 {
		left := x + float64(i-1)*70
		top := y - 150 - float64(i%2)*55
		c.fill(stroke(17, curve(point{left, y}, point{left + 55, y - 60}, point{left - 60, top + 60}, point{left + 8, top})...), sheer(c.colours.light, .62))
	}
}

func paintCup(c *canvas) {
	c.room(190)
	if c.rng.IntN(2) == 0 {
		c.window(-c.right+90, -c.bottom+90, 260, 330)
	}
	x := float64(c.rng.IntN(160) - 80)
	cup := c.colours.main
	if c.rng.IntN(3) == 0 {
		cup = c.colours.accent
	}
	c.fill(ellipse(x, 330, 330, 62), sheer(c.colours.dark, .18))
	c.fill(ellipse(x, 312, 305, 52), c.colours.light)
	c.fill(ellipse(x, 306, 215, 32), sheer(c.colours.dark, .12))
	// the handle, a ring behind the body
	c.fill(ring(x+205, 95, 105, 92, 30), blend(cup, c.colours.dark, .15))
	body := append(shape{{x - 225, -60}}, point{x + 225, -60})
	body = append(body, curve(point{x + 225, -60}, point{x + 222, 190}, point{x + 150, 300}, point{x + 95, 305})...)
	body = append(body, curve(point{x - 95, 305}, point{x - 150, 300}, point{x - 222, 190}, point{x - 225, -60})...)
	c.fill(body, cup)
	shine := append(shape{}, curve(point{x - 180, -20}, point{x - 178, 130}, point{x - 140, 235}, point{x - 100, 262})...)
	c.fill(stroke(26, shine...), sheer(c.colours.light, .28))
	switch c.rng.IntN(3) {
	case 0:
		c.fill(box(x-222, 50, 442, 34, 0), sheer(c.colours.light, .75))
	case 1:
		for i := range 5 {
			c.fill(ellipse(x-140+float64(i)*70, 110, 16, 16), sheer(c.colours.light, .8))
		}
	default:
		c.fill(star(x, 115, 62), sheer(c.colours.light, .85))
	}
	c.fill(ellipse(x, -60, 225, 48), blend(cup, c.colours.light, .35))
	c.fill(ellipse(x, -56, 203, 38), coffeeDark)
	c.fill(ellipse(x, -52, 186, 30), coffeeBrown)
	c.fill(ellipse(x-40, -56, 96, 12), sheer(crema, .7))
	c.steam(x, -120)
	for i := range 3 + c.rng.IntN(4) {
		c.bean(x+330+float64(i%2)*75-float64(i)*18, 350+float64(i)*26, 34, float64(i)*1.1)
	}
}

// ring is an elliptic band, open to nothing: the way back runs inside.
func ring(x, y, rx, ry, width float64) shape {
	s := ellipse(x, y, rx, ry)
	inner := ellipse(x, y, rx-width, ry-width)
	for i := len(inner) - 1; i >= 0; i-- {
		s = append(s, inner[i])
	}
	return s
}

// bean is a roasted bean of length 2*size, turned by angle.
func (c *canvas) bean(x, y, size, angle float64) {
	tone := blend(coffeeDark, coffeeBrown, c.rng.Float64()*.75)
	middle := point{x, y}
	c.fill(ellipse(x+4, y+7, size, size*.68).turned(angle, middle), sheer(hex(0x000000), .16))
	c.fill(ellipse(x, y, size, size*.66).turned(angle, middle), tone)
	c.fill(ellipse(x-size*.1, y-size*.22, size*.66, size*.26).turned(angle, middle), sheer(crema, .22))
	seam := stroke(max(3, size*.11), curve(point{x - size*.9, y}, point{x - size*.3, y - size*.3}, point{x + size*.3, y + size*.3}, point{x + size*.9, y})...)
	c.fill(seam.turned(angle, middle), blend(coffeeDark, hex(0x000000), .45))
}

func paintBeans(c *canvas) {
	c.backdrop(blend(c.colours.table, c.colours.light, .25), c.colours.table)
	for i := range 6 {
		y := -c.bottom + float64(i)*c.bottom/2.6
		c.fill(box(-c.right, y, 2*c.right, 5, 0), sheer(c.colours.dark, .10))
	}
	heapX, heapY := float64(c.rng.IntN(300)-150), float64(c.rng.IntN(160)-80)
	for range 210 {
		a, r := c.rng.Float64()*2*math.Pi, math.Pow(c.rng.Float64(), .6)
		c.bean(heapX+r*math.Cos(a)*c.right*.78, heapY+r*math.Sin(a)*c.bottom*.70, 40+c.rng.Float64()*9, c.rng.Float64()*math.Pi)
	}
	switch c.rng.IntN(3) {
	case 0:
		c.scoop(heapX, heapY)
	case 1:
		c.fill(ellipse(heapX+8, heapY+14, 205, 205), sheer(hex(0x000000), .2))
		c.fill(ellipse(heapX, heapY, 200, 200), c.colours.main)
		c.fill(ellipse(heapX, heapY, 176, 176), coffeeDark)
		c.fill(ellipse(heapX, heapY, 168, 168), crema)
		c.fill(ellipse(heapX-20, heapY-24, 110, 96), sheer(milk, .35))
	default:
	}
}

// scoop is a spoon of ground coffee lying on the beans.
func (c *canvas) scoop(x, y float64) {
	middle := point{x, y}
	angle := -.5 + c.rng.Float64()*.6
	c.fill(box(x+90, y-20, 330, 46, 22).turned(angle, point{x + 6, y + 10}), sheer(hex(0x000000), .2))
	c.fill(box(x+90, y-24, 330, 44, 22).turned(angle, middle), c.colours.light)
	c.fill(ellipse(x, y, 150, 125).turned(angle, middle), c.colours.light)
	c.fill(ellipse(x, y, 128, 104).turned(angle, middle), coffeeDark)
	c.fill(ellipse(x-12, y-10, 96, 70).turned(angle, middle), coffeeBrown)
}
