// Package ocr reads the text in pictures. Engines (ocr/paddle, ocr/tesseract) find
// lines and where they stand; this package puts them in order, lets the engine read
// that knows a picture's script, and says what there is to read with.
package ocr

import (
	"context"
	"errors"
	"image"
	"strings"

	"earshot/internal/social"
)

// MaxLines is how many lines of a picture are kept; what is read beyond is counted.
const MaxLines = 300

// Engine reads pictures. It is safe for concurrent use.
type Engine interface {
	// Name and version, as Media.OCRReader has them: "ppocr-v4", "tesseract 5.3.0".
	Name() string
	// Read finds the lines of an opaque picture, in no order, those too of which it is
	// unsure, and which it cannot read. Its errors are about this
	// picture; errors.Is(err, ErrGivenUp) where another attempt would end the same way.
	Read(ctx context.Context, picture *image.NRGBA) ([]Line, error)
}

// Limited is an engine that knows the letters of some ways of writing only.
type Limited interface {
	Engine
	// Knows tells whether it knows the letters of a Writing, by its name.
	Knows(writing string) bool
}

// LineEngine reads lines that another engine found.
type LineEngine interface {
	Engine
	// ReadLines reads cropped lines; the answer has as many, in their order, without
	// corners.
	ReadLines(ctx context.Context, lines []*image.RGBA) ([]Line, error)
}

// ErrGivenUp is of a picture that ends an engine each time it is read.
var ErrGivenUp = errors.New("the picture is not read again")

// Line is a piece of a line of text.
type Line struct {
	Text string
	// Corners are those of the place where it stands.
	Corners Quad
	// Certainty is how sure the engine is, 0 to 1.
	Certainty float32
}

// Text is what was read in a picture.
type Text struct {
	// Reader is the name of the engine whose reading this is.
	Reader string
	// Lines are in the order in which they are read.
	Lines []social.TextLine
	// Left is how many lines over MaxLines were found and left out.
	Left int
}

// String is the lines, each on a line of its own.
func (t Text) String() string {
	lines := make([]string, len(t.Lines))
	for i, l := range t.Lines {
		lines[i] = l.Text
	}
	return strings.Join(lines, "\n")
}

// newText orders what was found in a picture of a size.
func newText(reader string, lines []Line, size image.Point) Text {
	pieces := inOrder(lines)
	t := Text{Reader: reader, Left: max(len(pieces)-MaxLines, 0)}
	for _, p := range pieces[:len(pieces)-t.Left] {
		t.Lines = append(t.Lines, social.TextLine{Text: p.Text, Box: thousandths(p.box, size), Certainty: p.Certainty})
	}
	return t
}

// thousandths is a rectangle of a picture in thousandths of its sides.
func thousandths(r image.Rectangle, size image.Point) social.Box {
	r = r.Intersect(image.Rectangle{Max: size})
	x0, x1 := share(r.Min.X, size.X), share(r.Max.X, size.X)
	y0, y1 := share(r.Min.Y, size.Y), share(r.Max.Y, size.Y)
	return social.Box{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}
}

func share(n, of int) int { return (n*1000 + of/2) / max(of, 1) }
