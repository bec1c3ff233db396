package picture

import (
	"context"
	"errors"
	stdimage "image"
	"strings"

	"earshot/analyzer/image"
	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

// TextReader reads the text in a picture. Name is what would read it, "" for nothing.
type TextReader interface {
	Name() string
	Read(ctx context.Context, picture *stdimage.NRGBA) (ocr.Text, error)
}

// Text is the step that reads the text in pictures; Reader is nil where there is none.
type Text struct{ Reader TextReader }

// gaveUp follows the name of a reader that is not to try a picture again.
const gaveUp = " gave up"

// Name is "text".
func (Text) Name() string { return "text" }

// Wants tells whether nothing has read m but a vision model, which tells no places.
func (t Text) Wants(m social.Media) bool {
	return t.Reader != nil && (m.OCRReader == "" || m.OCRReader == m.CaptionModel)
}

// Share takes over what was read in same.
func (Text) Share(m *social.Media, same social.Media) bool {
	if same.OCRReader == "" || same.OCRReader == same.CaptionModel {
		return false
	}
	m.OCR, m.OCRReader, m.Lines = same.OCR, same.OCRReader, same.Lines
	return true
}

// Read reads the text in the picture. One that is given up has that in place of a reader,
// and the text that a vision model found in it, if one did.
func (t Text) Read(ctx context.Context, m *social.Media, data []byte) error {
	pixels, err := image.Pixels(data)
	if err != nil {
		return err
	}
	text, err := t.Reader.Read(ctx, pixels)
	if errors.Is(err, ocr.ErrGivenUp) {
		m.OCRReader, m.Lines = strings.ReplaceAll(t.Reader.Name(), ", ", " and ")+gaveUp, nil
		return err
	}
	if err != nil {
		return err
	}
	m.OCR, m.OCRReader, m.Lines = text.String(), text.Reader, text.Lines
	return nil
}
