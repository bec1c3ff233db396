package logotest

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/gofont/gosmallcaps"
)

// Mark is a logo: a picture with a transparent ground, cut to what it shows.
type Mark struct {
	Name string
	// Kind is what makes it easy or hard to find: words, geometric, emblem.
	Kind string
	canvas
}

var (
	ink    = color.RGBA{R: 24, G: 28, B: 36, A: 255}
	red    = color.RGBA{R: 206, G: 38, B: 48, A: 255}
	green  = color.RGBA{R: 22, G: 112, B: 74, A: 255}
	blue   = color.RGBA{R: 24, G: 74, B: 168, A: 255}
	orange = color.RGBA{R: 238, G: 124, B: 24, A: 255}
	white  = color.RGBA{R: 255, G: 255, B: 255, A: 255}
	teal   = color.RGBA{R: 16, G: 138, B: 150, A: 255}
)

// Marks are ten logos that belong to nobody.
func Marks() []Mark {
	return []Mark{
		{"Kaldera", "words", wordmark()}, {"Meridio", "words", italic()}, {"Oculon", "geometric", ring()},
		{"Trivane", "geometric", triangle()}, {"Harbour Roast", "emblem", badge()}, {"Fennec", "emblem", fox()},
		{"Qubit", "emblem", monogram()}, {"Slowpour", "emblem", cup()}, {"Tidewater", "geometric", waves()}, {"Hexaline", "geometric", hexagon()},
	}
}

func wordmark() canvas {
	c := newCanvas(760, 150)
	c.text(gobold.TTF, 168, ink, 0, 138, "Kaldera")
	return cropped(c)
}

func italic() canvas {
	c := newCanvas(760, 210)
	c.text(gobolditalic.TTF, 160, blue, 10, 134, "meridio")
	var upper, lower []point
	for i := range 40 {
		t := float64(i) / 39
		x := 20 + 620*t
		upper = append(upper, point{x, 170 + 18*math.Sin(math.Pi*t*2)})
		lower = append(lower, point{x, 170 + 18*math.Sin(math.Pi*t*2) + 22*t})
	}
	c.polygon(orange, append(upper, reversed(lower)...))
	return cropped(c)
}

func ring() canvas {
	c := newCanvas(400, 400)
	c.polygon(teal, circle(200, 200, 190), reversed(circle(200, 200, 132)))
	c.polygon(teal, circle(200, 200, 62))
	return cropped(c)
}

func triangle() canvas {
	c := newCanvas(420, 420)
	c.polygon(red, []point{{210, 20}, {400, 330}, {20, 330}})
	c.polygon(red, rect(20, 356, 400, 398))
	return cropped(c)
}

func badge() canvas {
	c := newCanvas(480, 480)
	c.polygon(green, circle(240, 240, 232))
	c.polygon(white, circle(240, 240, 206), reversed(circle(240, 240, 196)))
	c.text(gobold.TTF, 62, white, 84, 214, "HARBOUR")
	c.text(goregular.TTF, 52, white, 166, 332, "roast")
	c.stroke(white, 10, point{110, 254}, point{370, 254})
	for i := range 5 {
		x := 140 + 50*float64(i)
		c.polygon(white, around(x, 130-8*math.Sin(float64(i)), 13, 21, 24, 0))
		c.stroke(green, 4, point{x, 112}, point{x, 148})
	}
	c.polygon(orange, around(240, 390, 26, 26, 5, -math.Pi/2))
	return cropped(c)
}

func fox() canvas {
	c := newCanvas(440, 420)
	c.polygon(orange, []point{{40, 20}, {150, 110}, {290, 110}, {400, 20}, {390, 220}, {220, 400}, {50, 220}})
	c.polygon(white, []point{{60, 230}, {180, 250}, {220, 390}}, []point{{380, 230}, {260, 250}, {220, 390}})
	c.polygon(ink, []point{{58, 52}, {120, 112}, {72, 150}}, []point{{382, 52}, {320, 112}, {368, 150}})
	c.polygon(ink, around(152, 200, 16, 22, 30, 0), around(288, 200, 16, 22, 30, 0))
	c.polygon(ink, []point{{194, 352}, {246, 352}, {220, 394}})
	return cropped(c)
}

func monogram() canvas {
	c := newCanvas(400, 400)
	c.polygon(blue, rounded(6, 6, 394, 394, 80))
	c.text(gobold.TTF, 320, white, 66, 300, "Q")
	c.polygon(orange, circle(318, 96, 34))
	return cropped(c)
}

func cup() canvas {
	c := newCanvas(440, 420)
	c.stroke(ink, 18, point{70, 170}, point{90, 350}, point{150, 390}, point{250, 390}, point{310, 350}, point{330, 170}, point{70, 170})
	c.stroke(ink, 18, point{328, 200}, point{390, 210}, point{400, 280}, point{316, 310})
	for i := range 3 {
		x := 130 + 70*float64(i)
		var line []point
		for k := range 14 {
			line = append(line, point{x + 14*math.Sin(float64(k)*0.6), 30 + 8*float64(k)})
		}
		c.stroke(ink, 14, line...)
	}
	c.text(gosmallcaps.TTF, 64, ink, 118, 300, "slow")
	return cropped(c)
}

func waves() canvas {
	c := newCanvas(520, 330)
	for i, shade := range []color.RGBA{blue, teal, {R: 120, G: 200, B: 216, A: 255}} {
		var upper, lower []point
		for k := range 60 {
			t := float64(k) / 59
			y := 60 + 90*float64(i) + 34*math.Sin(2*math.Pi*t*1.5)
			upper = append(upper, point{10 + 500*t, y})
			lower = append(lower, point{10 + 500*t, y + 52})
		}
		c.polygon(shade, append(upper, reversed(lower)...))
	}
	return cropped(c)
}

func hexagon() canvas {
	c := newCanvas(420, 420)
	c.polygon(ink, around(210, 210, 200, 200, 6, 0), reversed(around(210, 210, 150, 150, 6, 0)))
	c.polygon(red, around(210, 210, 116, 116, 3, 0))
	c.polygon(white, around(210, 210, 40, 40, 6, 0))
	c.text(gomono.TTF, 40, ink, 198, 224, "x")
	return cropped(c)
}

// Picture is the logo on a transparent ground.
func (m Mark) Picture() image.Image { return m.RGBA }
