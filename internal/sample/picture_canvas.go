package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture being drawn. Its coordinates have the origin in the
// middle, x to the right and y down, and the shorter side runs from -500 to 500,
// so that a scene fits every size and aspect ratio.
type canvas struct {
	img    *image.RGBA
	raster vector.Rasterizer
	scale  float64
	// right and bottom are the edges in canvas coordinates.
	right, bottom float64
	rng           *rand.Rand
	colours       palette
	// brand is whose name is painted where the scene shows one.
	brand string
}

// point is a place on the canvas.
type point struct{ x, y float64 }

// shape is a closed outline.
type shape []point

func (p picture) encode() ([]byte, error) {
	img := p.draw()
	var out bytes.Buffer
	var err error
	if p.format == "png" {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, img)
	} else {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: 84})
	}
	if err != nil {
		return nil, fmt.Errorf("sample: encode picture %s: %w", p.file(), err)
	}
	return out.Bytes(), nil
}

func (p picture) draw() image.Image {
	c := &canvas{
		img:     image.NewRGBA(image.Rect(0, 0, p.width, p.height)),
		scale:   float64(min(p.width, p.height)) / 1000,
		rng:     rand.New(rand.NewPCG(uint64(p.variant), uint64(len(p.scene))*7919)),
		brand:   p.brand,
		colours: palettes[(p.variant*5+len(p.scene)*3)%len(palettes)],
	}
	c.right = float64(p.width) / c.scale / 2
	c.bottom = float64(p.height) / c.scale / 2
	painters[p.scene](c)
	return c.img
}

// fill paints the shape.
func (c *canvas) fill(s shape, paint color.Color) {
	if len(s) < 3 {
		return
	}
	bounds := c.img.Bounds()
	low := point{math.Inf(1), math.Inf(1)}
	high := point{math.Inf(-1), math.Inf(-1)}
	device := make(shape, len(s))
	for i, p := range s {
		q := point{(p.x + c.right) * c.scale, (p.y + c.bottom) * c.scale}
		device[i] = q
		low = point{min(low.x, q.x), min(low.y, q.y)}
		high = point{max(high.x, q.x), max(high.y, q.y)}
	}
	// The rasterizer works on the box of the shape alone, clipped to the picture.
	box := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x))+1, int(math.Ceil(high.y))+1).Intersect(bounds)
	if box.Empty() {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	for i, q := range device {
		x, y := float32(q.x-float64(box.Min.X)), float32(q.y-float64(box.Min.Y))
		if i == 0 {
			c.raster.MoveTo(x, y)
		} else {
			c.raster.LineTo(x, y)
		}
	}
	c.raster.ClosePath()
	c.raster.Draw(c.img, box, image.NewUniform(paint), image.Point{})
}

// backdrop fills the picture with a gradient from top to bottom.
func (c *canvas) backdrop(top, bottom color.NRGBA) {
	h := c.img.Bounds().Dy()
	for y := range h {
		row := image.Rect(0, y, c.img.Bounds().Dx(), y+1)
		draw.Draw(c.img, row, image.NewUniform(blend(top, bottom, float64(y)/float64(h))), image.Point{}, draw.Src)
	}
}

// text writes a line of size canvas units; x is its left edge, or its middle
// when centred, and y its base line.
func (c *canvas) text(x, y, size float64, s string, mono, centred bool, paint color.Color) {
	data := gobold.TTF
	if mono {
		data = gomono.TTF
	}
	parsed, err := opentype.Parse(data)
	if err != nil {
		return // a picture without its lettering is still a picture
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size * c.scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(paint), Face: face}
	left := (x + c.right) * c.scale
	if centred {
		left -= float64(d.MeasureString(s)) / 64 / 2
	}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(left * 64), Y: fixed.Int26_6((y + c.bottom) * c.scale * 64)}
	d.DrawString(s)
}
