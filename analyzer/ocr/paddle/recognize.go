package paddle

import (
	"fmt"
	"image"
	"strings"

	"earshot/analyzer/ocr"
	"earshot/analyzer/onnx"
)

const (
	// lineHeight is how high the recognizer sees a line, mostWidth the most it sees of its
	// width.
	lineHeight, mostWidth = 48, 2400
	// classes is how many letters the recognizer knows, nothing and the blank included.
	classes = 6625
	// leastSeen is the width to which shorter lines are filled up, as in training.
	leastSeen = 320
	// uprightWidth is how wide the network sees a line that tells whether it is upright,
	// and headFrom how sure it must be that it is not.
	uprightWidth, headFrom = 192, 0.9
	// unsure is the certainty below which a line is also read from its other end.
	unsure = 0.6
)

// reading is a line that was read.
type reading struct {
	text      string
	certainty float32
}

// read reads the text in a quad.
func (m *models) read(img *image.RGBA, q ocr.Quad) (reading, error) {
	q = q.Lying()
	head, err := m.onItsHead(img, q)
	if err != nil {
		return reading{}, err
	}
	best, err := m.recognize(img, q)
	if err != nil || !head && best.certainty >= unsure {
		return best, err
	}
	other, err := m.recognize(img, q.Flipped())
	if other.certainty > best.certainty {
		best = other
	}
	return best, err
}

// onItsHead tells whether a line is to be read from its other end.
func (m *models) onItsHead(img *image.RGBA, q ocr.Quad) (bool, error) {
	out, err := m.upright.Run(line(ocr.Crop(img, q, lineHeight, uprightWidth), uprightWidth))
	if err != nil {
		return false, err
	}
	if len(out.Data) != 2 {
		return false, fmt.Errorf("paddle: the classifier answers with %v", out.Shape)
	}
	return out.Data[1] > headFrom, nil
}

// recognize reads a line that is upright.
func (m *models) recognize(img *image.RGBA, q ocr.Quad) (reading, error) {
	cropped := ocr.Crop(img, q, lineHeight, mostWidth)
	input := line(cropped, leastSeen)
	out, err := m.recognizer.Run(input)
	if err != nil {
		return reading{}, err
	}
	if n := len(out.Shape); n != 3 || out.Shape[2] != classes {
		return reading{}, fmt.Errorf("paddle: the recognizer answers with %v", out.Shape)
	}
	step := float64(input.Shape[3]) / float64(max(out.Shape[1], 1))
	return m.decode(out.Data, step, ink(cropped)), nil
}

// line is a cropped line as the recognizer and the classifier want it: from -1 to 1, and
// zero to the right of it up to a width.
func line(img *image.RGBA, width int) onnx.Tensor {
	w := img.Rect.Dx()
	half := [3]float32{0.5, 0.5, 0.5}
	data := planes(img, half, half)
	if w < width {
		wide := make([]float32, 3*lineHeight*width)
		for row := range 3 * lineHeight {
			copy(wide[row*width:], data[row*w:(row+1)*w])
		}
		data, w = wide, width
	}
	return onnx.Tensor{Data: data, Shape: []int64{1, 3, lineHeight, int64(w)}}
}

// decode takes the likeliest letter of each step, once where it is repeated (greedy
// decoding of CTC); a step is some columns wide. A line's certainty is the mean of its
// letters', less what was not read.
func (m *models) decode(steps []float32, width float64, ink []bool) reading {
	var signs []sign
	var sum float32
	before := 0
	for step := 0; len(steps) >= classes; step, steps = step+1, steps[classes:] {
		best := 0
		for i, p := range steps[:classes] {
			if p > steps[best] {
				best = i
			}
		}
		if best != 0 && best != before {
			signs = append(signs, sign{text: m.letters[best], column: int((float64(step) + 0.5) * width)})
			sum += steps[best]
		}
		before = best
	}
	certainty := float64(sum) / float64(max(len(signs), 1)) * (1 - unread(signs, ink, lineHeight))
	var text strings.Builder
	for _, s := range spaced(signs, ink, lineHeight) {
		text.WriteString(s.text)
	}
	return reading{text: strings.Join(strings.Fields(text.String()), " "), certainty: float32(certainty)}
}
