package ocr

import (
	"context"
	"errors"
	"image"
	"maps"
)

const (
	// sure is the certainty of a line from which on it stands without another engine
	// being asked: letters that an engine does not know come out as some that it knows,
	// unsurely. See docs/design.md for what was measured.
	sure = 0.9
	// least is the certainty of a line below which it is no text but an ornament.
	least = 0.5
	// cropHeight and cropWidth bound the lines that a second engine is given.
	cropHeight, cropWidth = 64, 4000
)

// Reader reads pictures by the first of its engines, and by the second what the first is
// unsure of.
type Reader struct {
	// First is asked first. Second is shown the lines of which First is unsure, or the
	// whole picture where First fails. Either may be nil.
	First  Engine
	Second LineEngine
}

// Name names the engines, the first one first.
func (r Reader) Name() string {
	switch {
	case !r.Reads():
		return ""
	case r.Second == nil:
		return r.First.Name()
	case r.First == nil:
		return r.Second.Name()
	default:
		return names(r.First, r.Second)
	}
}

func names(a, b Engine) string { return a.Name() + ", " + b.Name() }

// Reads tells whether there is an engine.
func (r Reader) Reads() bool { return r.First != nil || r.Second != nil }

// Read reads an opaque picture. Where one engine fails the other's reading stands; where
// both do, or the only one, that is the error.
func (r Reader) Read(ctx context.Context, img *image.NRGBA) (Text, error) {
	size := img.Bounds().Size()
	if r.First == nil {
		lines, err := r.Second.Read(ctx, img)
		return newText(r.Second.Name(), worthy(lines), size), err
	}
	lines, err := r.First.Read(ctx, img)
	if r.Second == nil || ctx.Err() != nil {
		return newText(r.First.Name(), worthy(lines), size), errors.Join(err, ctx.Err())
	}
	if err != nil {
		lines, second := r.Second.Read(ctx, img)
		if second != nil {
			return Text{}, errors.Join(err, second)
		}
		return newText(r.Second.Name(), worthy(lines), size), nil
	}
	reader := r.First.Name()
	if first, second := r.again(ctx, img, lines); second > 0 {
		if reader = names(r.First, r.Second); first == 0 {
			reader = r.Second.Name()
		}
	}
	return newText(reader, worthy(lines), size), ctx.Err()
}

// again shows the second engine the lines of which the first is unsure, and puts its
// readings in their places of which it is surer. Where these are in letters that the
// first does not know, all its readings with letters are likenesses: the second is shown
// them too, and its readings stand. It tells how many readings of each are kept.
func (r Reader) again(ctx context.Context, img *image.NRGBA, lines []Line) (first, second int) {
	asked := make([]bool, len(lines))
	read := r.show(ctx, img, lines, asked, func(l Line) bool { return l.Certainty < sure })
	known := true
	if limited, ok := r.First.(Limited); ok && !mostlySure(lines) {
		known = limited.Knows(WritingOf(texts(read)...)) || len(texts(read)) == 0
	}
	if !known {
		maps.Copy(read, r.show(ctx, img, lines, asked, func(l Line) bool { return WritingOf(l.Text) != "" }))
	}
	for i, l := range read {
		stands := l.Certainty > lines[i].Certainty
		if !known && WritingOf(lines[i].Text) != "" {
			stands = true
		}
		if !stands || !hasWord(l.Text) {
			continue
		}
		second++
		l.Corners = lines[i].Corners
		lines[i] = l
	}
	return len(lines) - second, second
}

// mostlySure tells whether most letters of a picture were read surely: it is then written
// as the engine knows, whatever a few unsure lines look like.
func mostlySure(lines []Line) bool {
	all, certain := 0, 0
	for _, l := range lines {
		n := len([]rune(l.Text))
		all += n
		if l.Certainty >= sure {
			certain += n
		}
	}
	return 2*certain > all
}

// show shows the second engine those lines that are wanted and were not shown before, and
// returns its readings by the lines' places. What it cannot do is no fault of a picture
// that the first engine read.
func (r Reader) show(ctx context.Context, img *image.NRGBA, lines []Line, asked []bool, wanted func(Line) bool) map[int]Line {
	var places []int
	var crops []*image.RGBA
	for i, l := range lines {
		if asked[i] || !wanted(l) || len(crops) == MaxLines {
			continue
		}
		asked[i], places = true, append(places, i)
		crops = append(crops, Crop(opaque(img), l.Corners.Lying(), cropHeight, cropWidth))
	}
	read := map[int]Line{}
	if len(crops) == 0 {
		return read
	}
	answers, err := r.Second.ReadLines(ctx, crops)
	if err != nil || len(answers) != len(crops) {
		return read
	}
	for i, l := range answers {
		read[places[i]] = l
	}
	return read
}

// texts are what was read.
func texts(read map[int]Line) []string {
	var out []string
	for _, l := range read {
		if l.Text != "" {
			out = append(out, l.Text)
		}
	}
	return out
}

// opaque is a picture without transparency, whose colours are the same either way.
func opaque(img *image.NRGBA) *image.RGBA {
	return &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// worthy leaves out lines of which an engine is too unsure, and those that are not sure and
// hold no word.
func worthy(lines []Line) []Line {
	var out []Line
	for _, l := range lines {
		if l.Certainty >= sure || l.Certainty >= least && hasWord(l.Text) {
			out = append(out, l)
		}
	}
	return out
}
