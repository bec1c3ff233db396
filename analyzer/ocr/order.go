package ocr

import (
	"cmp"
	"image"
	"math"
	"slices"
	"strings"
)

const (
	// sameRow is how far apart the middles of pieces of one row may be, as a share of the
	// lower piece's height.
	sameRow = 0.5
	// joined is how far apart two pieces may be that are one line, in heights: a wider gap
	// is that of a column, as before the prices of a receipt.
	joined = 1.2
)

// piece is a line with the rectangle around it, as it stands and after all was turned
// so that lines lie level.
type piece struct {
	Line
	box, flat image.Rectangle
}

// inOrder puts pieces in rows from the top, joins those that stand close together in
// one, and leaves out what has no text.
func inOrder(lines []Line) []piece {
	var pieces []piece
	sin, cos := math.Sincos(-tilt(lines))
	for _, l := range lines {
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		level := l.Corners
		for i, p := range level {
			level[i] = Point{p.X*cos - p.Y*sin, p.X*sin + p.Y*cos}
		}
		pieces = append(pieces, piece{l, l.Corners.Bounds(), level.Bounds()})
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(middle(a), middle(b)) })
	var out []piece
	for len(pieces) > 0 {
		var row, rest []piece
		first := pieces[0]
		for _, p := range pieces {
			if float64(middle(p)-middle(first)) <= sameRow*2*float64(min(p.flat.Dy(), first.flat.Dy())) {
				row = append(row, p)
			} else {
				rest = append(rest, p)
			}
		}
		pieces = rest
		slices.SortStableFunc(row, func(a, b piece) int { return cmp.Compare(a.flat.Min.X, b.flat.Min.X) })
		out = append(out, join(row)...)
	}
	return out
}

// runsDown tells whether a piece is a line that runs up or down, whose neighbours in a row
// are lines of their own.
func (p piece) runsDown() bool { return p.flat.Dy() >= 2*p.flat.Dx() && len([]rune(p.Text)) > 1 }

// middle is twice the middle height of a piece.
func middle(l piece) int { return l.flat.Min.Y + l.flat.Max.Y }

// join joins the pieces of a row that stand close together.
func join(row []piece) []piece {
	var out []piece
	for _, p := range row {
		if n := len(out); n > 0 && !p.runsDown() && !out[n-1].runsDown() {
			last := &out[n-1]
			gap := p.flat.Min.X - last.flat.Max.X
			if float64(gap) <= joined*float64(min(p.flat.Dy(), last.flat.Dy())) {
				*last = both(*last, p)
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// both is two pieces as one; its certainty is weighted by their letters.
func both(a, b piece) piece {
	na, nb := float32(len(a.Text)), float32(len(b.Text))
	return piece{
		Line: Line{Text: a.Text + " " + b.Text, Certainty: (a.Certainty*na + b.Certainty*nb) / max(na+nb, 1)},
		box:  a.box.Union(b.box), flat: a.flat.Union(b.flat),
	}
}

// tilt is the angle at which most lines run, in radians: the median of those that are
// clearly wider than high.
func tilt(lines []Line) float64 {
	var angles []float64
	for _, l := range lines {
		if w, h := l.Corners.Sides(); w >= 2*h {
			d := l.Corners[0].to(l.Corners[1])
			angles = append(angles, math.Atan2(d.Y, d.X))
		}
	}
	if len(angles) == 0 {
		return 0
	}
	slices.Sort(angles)
	return angles[len(angles)/2]
}
