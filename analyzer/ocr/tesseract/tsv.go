package tesseract

import (
	"image"
	"iter"
	"math"
	"strconv"
	"strings"

	"earshot/analyzer/ocr"
)

// Columns of the program's table (tesseract(1), "tsv"): level, page, block, paragraph,
// line and word, place and size in pixels, certainty in percent, and the word.
const (
	columns       = 12
	columnPage    = 1
	columnBlock   = 2
	columnWord    = 5
	columnLeft    = 6
	columnCertain = 10
	columnText    = 11
	levelWord     = "5"
)

// parse reads the words of the program's table and joins those of a line. scale is how
// many pixels of what it read are one of the picture.
func parse(table string, scale float64) []ocr.Line {
	var lines []ocr.Line
	last := ""
	for cells := range rows(table) {
		word, ok := parseWord(cells, scale)
		if !ok {
			continue
		}
		if of := strings.Join(cells[columnBlock:columnWord], "/"); of != last {
			lines, last = append(lines, word), of
			continue
		}
		lines[len(lines)-1] = joined(lines[len(lines)-1], word)
	}
	for i := range lines {
		lines[i].Text = closed(lines[i].Text)
	}
	return lines
}

// parsePages reads a table whose pages are lines, of which there are n.
func parsePages(table string, n int) []ocr.Line {
	lines := make([]ocr.Line, n)
	for cells := range rows(table) {
		page, err := strconv.Atoi(cells[columnPage])
		if err != nil || page < 1 || page > n {
			continue
		}
		if word, ok := parseWord(cells, 1); ok {
			lines[page-1] = joined(lines[page-1], word)
		}
	}
	for i := range lines {
		lines[i].Text = closed(lines[i].Text)
	}
	return lines
}

// rows are the cells of the rows that are words.
func rows(table string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for row := range strings.Lines(table) {
			cells := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
			if len(cells) == columns && cells[0] == levelWord && !yield(cells) {
				return
			}
		}
	}
}

// joined is a line with one more word.
func joined(line, word ocr.Line) ocr.Line {
	if line.Text == "" {
		return word
	}
	a, b := float32(len(line.Text)), float32(len(word.Text))
	return ocr.Line{
		Text: line.Text + " " + word.Text, Certainty: (line.Certainty*a + word.Certainty*b) / (a + b),
		Corners: corners(line.Corners.Bounds().Union(word.Corners.Bounds())),
	}
}

func parseWord(cells []string, scale float64) (ocr.Line, bool) {
	text := strings.TrimSpace(cells[columnText])
	certain, err := strconv.ParseFloat(cells[columnCertain], 32)
	if err != nil || text == "" || !(certain >= 0 && certain <= 100) {
		return ocr.Line{}, false
	}
	var at [4]int
	for i := range at {
		n, err := strconv.Atoi(cells[columnLeft+i])
		if err != nil || n < 0 || n > math.MaxInt32 {
			return ocr.Line{}, false
		}
		at[i] = int(float64(n) / scale)
	}
	return ocr.Line{Text: text, Corners: corners(image.Rect(at[0], at[1], at[0]+at[2], at[1]+at[3])), Certainty: float32(certain / 100)}, true
}

// corners are those of an upright rectangle.
func corners(r image.Rectangle) ocr.Quad {
	x0, y0, x1, y1 := float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)
	return ocr.Quad{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}
