package paddle

import (
	"image"

	"earshot/analyzer/ocr"
	"earshot/analyzer/onnx"
)

// models are the three networks and what the classes of the last stand for.
type models struct {
	detector, upright, recognizer *onnx.Session
	letters                       []string
}

// open loads the networks.
func open(at Place) (*models, error) {
	lib, err := onnx.Load(at.Library)
	if err != nil {
		return nil, err
	}
	m := &models{}
	if m.letters, err = letters(at.Models); err != nil {
		return nil, err
	}
	for _, net := range []struct {
		file string
		to   **onnx.Session
	}{{detectorFile, &m.detector}, {uprightFile, &m.upright}, {recognizerFile, &m.recognizer}} {
		data, err := readFile(at.Models, net.file)
		if err != nil {
			return nil, err
		}
		if *net.to, err = lib.Open(data, 1); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// lines finds and reads the lines of a picture, those in letters that it does not know
// too: with little certainty, or without text.
func (m *models) lines(img *image.RGBA) ([]ocr.Line, error) {
	quads, err := m.detect(img)
	if err != nil {
		return nil, err
	}
	lines := []ocr.Line{}
	for _, q := range quads {
		r, err := m.read(img, q)
		if err != nil {
			return nil, err
		}
		lines = append(lines, ocr.Line{Text: r.text, Corners: q, Certainty: r.certainty})
	}
	return lines, nil
}
