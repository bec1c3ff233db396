package main

import (
	"fmt"
	"image"
	"image/color"
	"strings"
)

// kinds are the kinds of pictures, by name.
func kinds() []kind {
	return []kind{{"receipt", 400, 560, receipt}, {"shop front", 800, 520, shopFront}, {"screenshot", 720, 1280, screenshot}, {"meme", 640, 480, meme}}
}

type kind struct {
	name          string
	width, height int
	draw          func(*canvas)
}

var (
	black = color.RGBA{A: 255}
	white = color.RGBA{255, 255, 255, 255}
)

// receipt is a strip of paper: names on the left, prices on the right, a little tilted.
func receipt(c *canvas) {
	paper := uint8(225 + c.random.IntN(30))
	c.gradient(color.RGBA{paper, paper, paper, 255}, color.RGBA{paper - 20, paper - 20, paper - 15, 255}, 6)
	ink := color.RGBA{40, 40, 45, 255}
	head := c.face(28)
	name := c.words(2)
	c.write(head, (400-width(head, name))/2, 60, name, ink)
	c.lines = append(c.lines, name)
	size := float64(16 + c.random.IntN(7))
	face := c.face(size)
	y := 120
	for range 7 {
		item := c.words(1 + c.random.IntN(2))
		price := fmt.Sprintf("%d.%02d", 1+c.random.IntN(40), c.random.IntN(100))
		c.write(face, 30, y, item, ink)
		c.write(face, 370-width(face, price), y, price, ink)
		c.lines = append(c.lines, item+" "+price)
		y += int(size * 1.9)
	}
	c.turned(float64(c.random.IntN(5) - 2))
}

// shopFront is a wall with a sign that hangs askew, and opening hours below.
func shopFront(c *canvas) {
	c.gradient(c.colour(90, 200), c.colour(60, 160), 14)
	sign := image.Rect(80, 90, 720, 250)
	dark := c.random.IntN(2) == 0
	board, ink := c.colour(200, 250), color.Color(c.colour(0, 60))
	if dark {
		board, ink = c.colour(10, 70), c.colour(215, 255)
	}
	c.fill(sign, board)
	size := 64.0
	name := c.words(2)
	for width(c.face(size), name) > sign.Dx()-40 {
		size -= 4
	}
	face := c.face(size)
	c.write(face, sign.Min.X+(sign.Dx()-width(face, name))/2, 170+int(size/3), name, ink)
	c.fill(image.Rect(250, 320, 560, 400), white)
	small := c.face(26)
	hours := fmt.Sprintf("%s %d-%d", c.words(1), 7+c.random.IntN(3), 17+c.random.IntN(6))
	c.write(small, 270, 370, hours, black)
	c.lines = append(c.lines, name, hours)
	c.turned(float64(c.random.IntN(13) - 6))
}

// screenshot is a page of a phone: a bar, a name and posts, in light or dark.
func screenshot(c *canvas) {
	ground, ink, bar := white, black, color.RGBA{235, 238, 242, 255}
	if c.random.IntN(2) == 0 {
		ground, ink, bar = color.RGBA{18, 18, 20, 255}, color.RGBA{230, 230, 232, 255}, color.RGBA{38, 40, 46, 255}
	}
	c.fill(c.Bounds(), ground)
	c.fill(image.Rect(0, 0, 720, 96), bar)
	title := c.words(2)
	c.write(c.face(32), 40, 62, title, ink)
	c.lines = append(c.lines, title)
	face := c.face(float64(22 + c.random.IntN(8)))
	y := 160
	for range 5 {
		for range 1 + c.random.IntN(3) {
			text := c.words(5)
			for width(face, text) > 640 {
				text = c.words(1 + c.random.IntN(4))
			}
			c.write(face, 40, y, text, ink)
			c.lines = append(c.lines, text)
			y += 44
		}
		y += 40
	}
}

// meme is a coarse photograph with outlined letters above and below.
func meme(c *canvas) {
	c.gradient(c.colour(20, 230), c.colour(20, 230), 30)
	for range 12 {
		x, y := c.random.IntN(600), c.random.IntN(440)
		c.fill(image.Rect(x, y, x+20+c.random.IntN(200), y+20+c.random.IntN(160)), c.colour(30, 220))
	}
	for _, y := range []int{70, 440} {
		text := strings.ToUpper(c.words(3))
		size := 48.0
		for width(c.face(size), text) > 600 {
			size -= 4
		}
		face := c.face(size)
		x := (640 - width(face, text)) / 2
		for dy := -2; dy <= 2; dy++ {
			for dx := -2; dx <= 2; dx++ {
				c.write(face, x+dx, y+dy, text, black)
			}
		}
		c.write(face, x, y, text, white)
		c.lines = append(c.lines, text)
	}
}
