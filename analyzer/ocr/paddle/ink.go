package paddle

import (
	"image"
	"slices"
	"unicode"
)

const (
	// inked is the share of the strongest contrast from which on a column has ink.
	inked = 0.35
	// wordGap is the least width of a gap between words, in line heights, and gapRatio how
	// many times the usual gap between letters it is wide.
	wordGap, gapRatio = 0.15, 1.8
	// hole is how far the middles of neighbouring letters are apart, in line heights, where
	// something between them was not read, letter the usual distance of broad letters, and
	// holeInk the share of columns with ink.
	hole, letter, holeInk = 1.1, 0.7, 0.5
)

// ink tells of each column of a cropped line whether there is anything in it: whether its
// darkest and lightest pixels differ much, above and below the margins.
func ink(img *image.RGBA) []bool {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	contrast, most := make([]int, w), 0
	for x := range w {
		low, high := 255, 0
		for y := h / 7; y < h-h/7; y++ {
			p := img.Pix[y*img.Stride+4*x:]
			luma := (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000
			low, high = min(low, luma), max(high, luma)
		}
		contrast[x] = high - low
		most = max(most, contrast[x])
	}
	out := make([]bool, w)
	for x, c := range contrast {
		out[x] = float64(c) > inked*float64(most)
	}
	return out
}

// widest is the widest run without ink between two columns.
func widest(ink []bool, from, to int) int {
	best, run := 0, 0
	for x := max(from, 0); x < min(to, len(ink)); x++ {
		if run++; ink[x] {
			run = 0
		}
		best = max(best, run)
	}
	return best
}

// share is how many of the columns between two have ink.
func share(ink []bool, from, to int) float64 {
	from, to = max(from, 0), min(to, len(ink))
	n := 0
	for x := from; x < to; x++ {
		if ink[x] {
			n++
		}
	}
	return float64(n) / float64(max(to-from, 1))
}

// sign is a letter that was read, and the column of its middle.
type sign struct {
	text   string
	column int
}

// spaced puts blanks where letters stand apart: the recognizer leaves out some. Letters
// of Chinese have none.
func spaced(signs []sign, ink []bool, height int) []sign {
	if len(signs) < 2 {
		return signs
	}
	gaps := make([]int, len(signs)-1)
	for i := range gaps {
		gaps[i] = widest(ink, signs[i].column, signs[i+1].column)
	}
	usual := slices.Clone(gaps)
	slices.Sort(usual)
	least := max(wordGap*float64(height), gapRatio*float64(usual[len(usual)/2]))
	out := signs[:1:1]
	for i, gap := range gaps {
		if float64(gap) >= least && apart(signs[i].text) && apart(signs[i+1].text) {
			out = append(out, sign{text: " ", column: (signs[i].column + signs[i+1].column) / 2})
		}
		out = append(out, signs[i+1])
	}
	return out
}

// apart tells whether a letter is of a script with blanks between words.
func apart(text string) bool {
	for _, r := range text {
		return r != ' ' && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	}
	return false
}

// unread is the share of a line's width with ink that was not read: letters that the
// recognizer does not know are left out without its being unsure of the others.
func unread(signs []sign, ink []bool, height int) float64 {
	before, left := -int(letter/2*float64(height)), 0.0
	for _, s := range append(slices.Clone(signs), sign{column: len(ink) + int(letter/2*float64(height))}) {
		if gap := float64(s.column - before); gap > hole*float64(height) {
			margin := int(letter / 2 * float64(height))
			if share(ink, before+margin, s.column-margin) > holeInk {
				left += gap - letter*float64(height)
			}
		}
		before = s.column
	}
	return min(left/float64(max(len(ink), 1)), 1)
}
