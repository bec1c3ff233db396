package main

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"os"
	"strings"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/math/fixed"
)

// goFont stands for the font that comes with golang.org/x/image.
const goFont = "go"

// openFonts opens those fonts of a script that are installed.
func openFonts(s script) ([]*sfnt.Font, error) {
	var fonts []*sfnt.Font
	for _, path := range s.fonts {
		data := goregular.TTF
		if path != goFont {
			var err error
			if data, err = os.ReadFile(path); os.IsNotExist(err) {
				continue
			} else if err != nil {
				return nil, fmt.Errorf("reading: %w", err)
			}
		}
		all, err := opentype.ParseCollection(data)
		if err != nil {
			return nil, fmt.Errorf("reading: font %s: %w", path, err)
		}
		f, err := all.Font(0)
		if err != nil {
			return nil, fmt.Errorf("reading: font %s: %w", path, err)
		}
		fonts = append(fonts, f)
	}
	return fonts, nil
}

// canvas is a picture under way, and the text drawn on it so far.
type canvas struct {
	*image.RGBA
	random *rand.Rand
	script script
	font   *sfnt.Font
	latin  *sfnt.Font
	lines  []string
}

func newCanvas(r *rand.Rand, s script, f *sfnt.Font, w, h int) *canvas {
	latin, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err) // it comes with the module
	}
	return &canvas{latin: latin, RGBA: image.NewRGBA(image.Rect(0, 0, w, h)), random: r, script: s, font: f}
}

// face is the canvas's font in a size in pixels; what it lacks is of another font.
func (c *canvas) face(size float64) font.Face {
	return mixed{Face: newFace(c.font, size), other: newFace(c.latin, size), has: func(r rune) bool {
		i, err := c.font.GlyphIndex(nil, r)
		return err == nil && i != 0
	}}
}

func newFace(f *sfnt.Font, size float64) font.Face {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		panic(err) // the options are right
	}
	return face
}

// mixed is a face, and another for what it does not have.
type mixed struct {
	font.Face
	other font.Face
	has   func(rune) bool
}

func (m mixed) of(r rune) font.Face {
	if m.has(r) {
		return m.Face
	}
	return m.other
}

func (m mixed) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	return m.of(r).Glyph(dot, r)
}

func (m mixed) GlyphAdvance(r rune) (fixed.Int26_6, bool) { return m.of(r).GlyphAdvance(r) }

func (m mixed) Kern(a, b rune) fixed.Int26_6 { return 0 }

// words are some words of the script.
func (c *canvas) words(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.script.words[c.random.IntN(len(c.script.words))]
	}
	return strings.Join(out, c.script.blank)
}

// width is how wide a text is in a face.
func width(face font.Face, text string) int { return font.MeasureString(face, text).Ceil() }

// write writes a text with its baseline at y, and does not note it.
func (c *canvas) write(face font.Face, x, y int, text string, ink color.Color) {
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// fill fills a rectangle.
func (c *canvas) fill(r image.Rectangle, ink color.Color) {
	draw.Draw(c.RGBA, r, image.NewUniform(ink), image.Point{}, draw.Src)
}

// gradient fills everything from one colour to another, with noise.
func (c *canvas) gradient(from, to color.RGBA, noise int) {
	b := c.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			t := float64(x+y) / float64(b.Dx()+b.Dy())
			n := c.random.IntN(2*noise+1) - noise
			mix := func(a, b uint8) uint8 {
				return uint8(min(max(float64(a)*(1-t)+float64(b)*t+float64(n), 0), 255))
			}
			c.SetRGBA(x, y, color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 255})
		}
	}
}

// colour is some colour whose parts are between two bounds.
func (c *canvas) colour(low, high int) color.RGBA {
	part := func() uint8 { return uint8(low + c.random.IntN(high-low)) }
	return color.RGBA{part(), part(), part(), 255}
}

// turned is the picture turned by some degrees around its middle.
func (c *canvas) turned(degrees float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(c.Bounds().Dx()), float64(c.Bounds().Dy())
	out := image.NewRGBA(c.Bounds())
	draw.Draw(out, out.Rect, image.NewUniform(c.At(0, 0)), image.Point{}, draw.Src)
	m := f64.Aff3{cos, -sin, w/2 - cos*w/2 + sin*h/2, sin, cos, h/2 - sin*w/2 - cos*h/2}
	draw.CatmullRom.Transform(out, m, c.RGBA, c.Bounds(), draw.Over, nil)
	c.RGBA = out
}
