package sample

import (
	"fmt"
	"image/color"
	"math"
	"strings"
)

func paintGrinder(c *canvas) {
	c.room(220)
	c.tiles(220)
	x := float64(c.rng.IntN(200) - 100)
	body := c.colours.main
	if c.rng.IntN(2) == 0 {
		body = c.colours.dark
	}
	c.fill(ellipse(x, 372, 260, 44), sheer(c.colours.dark, .25))
	// hopper with beans
	c.fill(polygon(x-175, -400, x+175, -400, x+110, -190, x-110, -190), sheer(c.colours.light, .55))
	c.fill(polygon(x-160, -330, x+160, -330, x+106, -196, x-106, -196), coffeeDark)
	for range 34 {
		y := -325 + c.rng.Float64()*115
		reach := 150 - (y+330)*.36
		c.bean(x+(c.rng.Float64()*2-1)*(reach-24), y, 21, c.rng.Float64()*math.Pi)
	}
	c.fill(box(x-185, -425, 370, 34, 14), blend(body, c.colours.light, .2))
	// collar and body
	c.fill(box(x-135, -196, 270, 52, 12), c.colours.light)
	for i := range 11 {
		c.fill(box(x-122+float64(i)*23, -188, 6, 34, 3), sheer(c.colours.dark, .35))
	}
	c.fill(box(x-170, -148, 340, 320, 36), body)
	c.fill(box(x-150, -130, 60, 284, 26), sheer(c.colours.light, .13))
	c.fill(ellipse(x+30, -20, 74, 74), c.colours.light)
	c.fill(ellipse(x+30, -20, 62, 62), blend(body, c.colours.dark, .3))
	angle := -2.4 + c.rng.Float64()*3
	c.fill(stroke(12, point{x + 30, -20}, point{x + 30 + 50*math.Cos(angle), -20 + 50*math.Sin(angle)}), c.colours.accent)
	for i := range 9 {
		a := -2.6 + float64(i)*.65
		c.fill(ellipse(x+30+96*math.Cos(a), -20+96*math.Sin(a), 6, 6), sheer(c.colours.light, .7))
	}
	c.fill(box(x-40, 168, 120, 46, 8), blend(body, c.colours.dark, .4))
	c.fill(box(x-195, 330, 390, 44, 18), blend(body, c.colours.dark, .25))
	c.fill(box(x-170, 160, 54, 190, 10), blend(body, c.colours.dark, .15))
	c.fill(polygon(x-50, 236, x+92, 236, x+76, 332, x-34, 332), sheer(c.colours.light, .85))
	c.fill(polygon(x-42, 276, x+84, 276, x+76, 328, x-34, 328), coffeeBrown)
	if c.rng.IntN(2) == 0 {
		c.noise(x)
	}
}

// noise draws sound waves at both sides of a grinder.
func (c *canvas) noise(x float64) {
	for side := -1.0; side <= 1; side += 2 {
		for i := range 3 {
			r := 60 + float64(i)*52
			var points []point
			for step := range 13 {
				a := (-.75 + 1.5*float64(step)/12)
				points = append(points, point{x + side*(190+r*math.Cos(a)), 0 + r*1.2*math.Sin(a)})
			}
			c.fill(stroke(15, points...), sheer(c.colours.accent, .9-float64(i)*.22))
		}
	}
}

// tiles covers the wall above y with a kitchen pattern.
func (c *canvas) tiles(y float64) {
	const size = 132
	row := 0
	for top := y - size; top > -c.bottom-size; top -= size {
		shift := float64(row%2) * size / 2
		for left := -c.right - shift; left < c.right; left += size {
			c.fill(box(left+4, top+4, size-8, size-8, 8), sheer(c.colours.light, .22+.14*c.rng.Float64()))
		}
		row++
	}
}

func paintReceipt(c *canvas) {
	c.backdrop(blend(c.colours.table, c.colours.light, .12), blend(c.colours.table, c.colours.dark, .12))
	for i := range 5 {
		c.fill(box(-c.right, -c.bottom+float64(i)*c.bottom*.45, 2*c.right, 4, 0), sheer(c.colours.dark, .12))
	}
	c.fill(ellipse(c.right-90, -c.bottom+120, 215, 215), sheer(hex(0x000000), .12))
	c.fill(ellipse(c.right-100, -c.bottom+105, 210, 210), c.colours.light)
	c.fill(ellipse(c.right-100, -c.bottom+105, 150, 150), c.colours.main)
	c.fill(ellipse(c.right-100, -c.bottom+105, 126, 126), coffeeBrown)
	const left, top, width = -235.0, -440.0, 470.0
	c.fill(box(left+16, top+20, width, 880, 4), sheer(hex(0x000000), .2))
	slip := shape{{left, top}, {left + width, top}}
	for i := range 24 { // the torn lower edge
		slip = append(slip, point{left + width - width*float64(i)/23, top + 860 + float64(i%2)*20})
	}
	c.fill(slip, paper)
	ink := hex(0x2B2B2B)
	c.text(0, top+88, 50, strings.ToUpper(c.brand), false, true, ink)
	c.text(0, top+132, 26, c.pick("12 Harbour Street", "4 Station Square", "31 Mill Lane", "7 Market Row"), true, true, ink)
	c.rule(left, top+164, width, ink)
	total := 0
	y := top + 214
	for range 4 + c.rng.IntN(3) {
		cents := 240 + c.rng.IntN(70)*10
		total += cents
		c.text(left+34, y, 30, c.pick("1 Flat white", "1 Cortado", "2 Croissant", "1 Beans 250g", "1 Oat latte", "1 Filter", "1 Winter cup", "1 Mug"), true, false, ink)
		c.text(left+width-130, y, 30, fmt.Sprintf("%2d.%02d", cents/100, cents%100), true, false, ink)
		y += 50
	}
	c.rule(left, y-14, width, ink)
	c.text(left+34, y+46, 42, "TOTAL", false, false, ink)
	c.text(left+width-160, y+46, 42, fmt.Sprintf("%d.%02d", total/100, total%100), false, false, ink)
	c.text(0, y+112, 26, c.pick("Card ending 0417", "Paid in cash", "App order"), true, true, ink)
	for x := left + 70.0; x < left+width-76; {
		w := 3 + float64(c.rng.IntN(3))*3
		c.fill(box(x, y+150, w, 92, 0), ink)
		x += w + 4 + float64(c.rng.IntN(2))*4
	}
	c.text(0, y+284, 24, "Thank you, see you soon", true, true, ink)
}

func (c *canvas) rule(left, y, width float64, ink color.Color) {
	for x := left + 30; x < left+width-30; x += 20 {
		c.fill(box(x, y, 11, 3, 0), ink)
	}
}

func (c *canvas) pick(of ...string) string { return of[c.rng.IntN(len(of))] }
