package sample

import (
	"image/color"
	"math"
)

// palette is a set of colours that go together.
type palette struct {
	skyTop, skyBottom, table, main, dark, light, accent color.NRGBA
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

var palettes = []palette{
	{hex(0xF6E7D4), hex(0xEFD5B7), hex(0xC9966B), hex(0xD9583B), hex(0x3B2218), hex(0xFFF8EE), hex(0x2F6F6B)},
	{hex(0xDDEBE7), hex(0xC4DDD6), hex(0x8FB3A5), hex(0x2E5E56), hex(0x1F2F2B), hex(0xFBFDFB), hex(0xE8A33D)},
	{hex(0xF3DDE0), hex(0xE7C3C9), hex(0xB98289), hex(0x8E3B52), hex(0x3A1A24), hex(0xFFF6F4), hex(0xE5B25D)},
	{hex(0xD9E4F2), hex(0xBED0E8), hex(0x8AA3C4), hex(0x2B4C7E), hex(0x1B2740), hex(0xFAFCFF), hex(0xF08A4B)},
	{hex(0xFFF0C9), hex(0xFBDD9A), hex(0xD9A04E), hex(0xE07A2F), hex(0x4A2A12), hex(0xFFFBF0), hex(0x4F7F52)},
	{hex(0xE8E2F1), hex(0xD3C8E6), hex(0xA08FBE), hex(0x5B4A8A), hex(0x2A2142), hex(0xFCFAFF), hex(0xF2B84B)},
	{hex(0xE4E7D6), hex(0xCED4B5), hex(0x99A172), hex(0x5F6F37), hex(0x2B311A), hex(0xFDFDF5), hex(0xC8553D)},
}

var (
	coffeeDark  = hex(0x3A2116)
	coffeeBrown = hex(0x7A4A2B)
	crema       = hex(0xC88B54)
	milk        = hex(0xFBEFE0)
	paper       = hex(0xFBFAF6)
)

// blend mixes two colours: a at 0, b at 1.
func blend(a, b color.NRGBA, t float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*t + .5) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), mix(a.A, b.A)}
}

// sheer is the colour with an opacity from 0 to 1.
func sheer(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(opacity * 255)
	return c
}

func ellipse(x, y, rx, ry float64) shape { return arc(x, y, rx, ry, 0, 2*math.Pi) }

// arc is the piece of an ellipse from one angle to another, closed by a chord.
func arc(x, y, rx, ry, from, to float64) shape {
	const steps = 72
	s := make(shape, 0, steps+1)
	for i := range steps + 1 {
		a := from + (to-from)*float64(i)/steps
		s = append(s, point{x + rx*math.Cos(a), y + ry*math.Sin(a)})
	}
	return s
}

// box is a rectangle with rounded corners, from its left upper corner.
func box(x, y, w, h, radius float64) shape {
	radius = min(radius, w/2, h/2)
	var s shape
	for i, corner := range []point{{x + w - radius, y + radius}, {x + w - radius, y + h - radius}, {x + radius, y + h - radius}, {x + radius, y + radius}} {
		start := -math.Pi/2 + float64(i)*math.Pi/2
		for step := range 9 {
			a := start + math.Pi/2*float64(step)/8
			s = append(s, point{corner.x + radius*math.Cos(a), corner.y + radius*math.Sin(a)})
		}
	}
	return s
}

func polygon(coordinates ...float64) shape {
	var s shape
	for i := 0; i+1 < len(coordinates); i += 2 {
		s = append(s, point{coordinates[i], coordinates[i+1]})
	}
	return s
}

// stroke is the outline of a line through the points with the given width,
// with round ends.
func stroke(width float64, points ...point) shape {
	var left, right shape
	for i, p := range points {
		a, b := points[max(0, i-1)], points[min(len(points)-1, i+1)]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		nx, ny := -(b.y-a.y)/length*width/2, (b.x-a.x)/length*width/2
		left = append(left, point{p.x + nx, p.y + ny})
		right = append(right, point{p.x - nx, p.y - ny})
	}
	s := left
	for i := len(right) - 1; i >= 0; i-- {
		s = append(s, right[i])
	}
	return s
}

// curve is the points of a cubic Bézier line.
func curve(a, b, c, d point) []point {
	const steps = 28
	out := make([]point, 0, steps+1)
	for i := range steps + 1 {
		t := float64(i) / steps
		u := 1 - t
		out = append(out, point{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
	return out
}

// turned is the shape turned about a point.
func (s shape) turned(angle float64, about point) shape {
	sin, cos := math.Sincos(angle)
	out := make(shape, len(s))
	for i, p := range s {
		x, y := p.x-about.x, p.y-about.y
		out[i] = point{about.x + x*cos - y*sin, about.y + x*sin + y*cos}
	}
	return out
}

// star has five points.
func star(x, y, radius float64) shape {
	var s shape
	for i := range 10 {
		r := radius
		if i%2 == 1 {
			r *= .42
		}
		a := -math.Pi/2 + float64(i)*math.Pi/5
		s = append(s, point{x + r*math.Cos(a), y + r*math.Sin(a)})
	}
	return s
}
