package app

import (
	"context"
	"errors"

	"earshot/analyzer/ocr"
	"earshot/analyzer/ocr/paddle"
	"earshot/analyzer/ocr/tesseract"
	"earshot/analyzer/picture"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

// TextReader is what reads the text in pictures as configured: PP-OCRv4 where it is
// installed, and what that is unsure of by tesseract, where that is. What was looked for
// and is not there is said in missing; that is no error, unless it was asked for by name.
func TextReader(ctx context.Context, s Settings, c config.Reading) (reader ocr.Reader, missing, err error) {
	if c.Text == config.TextOff {
		return reader, nil, nil
	}
	if c.Text != config.TextTesseract {
		first, fault := paddle.Find()
		switch {
		case fault != nil:
			missing = fault
		case s.Program == "":
			missing = social.Errorf(social.CodeUnavailable, "paddle: this program does not read pictures")
		default:
			reader.First = paddle.New(s.Program, first)
		}
	}
	if c.Text != config.TextPPOCR {
		second, fault := tesseract.Find(ctx, c.Languages)
		if fault != nil {
			missing = errors.Join(missing, fault)
		} else {
			reader.Second = second
		}
	}
	if missing != nil && (c.Text != config.TextAuto || len(c.Languages) > 0 && reader.Second == nil) {
		return reader, missing, missing
	}
	return reader, missing, nil
}

// textStep is the step that reads the text in pictures. Where nothing can, the log says so
// and pictures wait to be read until something can.
func textStep(ctx context.Context, s Settings, c config.Reading) picture.Step {
	reader, missing, err := TextReader(ctx, s, c)
	switch {
	case err != nil:
		s.Log.Warn("what pictures.text asks for is not there", "error", err)
	case missing != nil && !reader.Reads():
		s.Log.Info("text in pictures is not read; pictures.text: off in the configuration says that none is to be", "error", missing)
	}
	if !reader.Reads() {
		return picture.Text{}
	}
	return picture.Text{Reader: reader}
}

// Languages are those in which the second engine of a reader reads.
func Languages(reader ocr.Reader) []string {
	if second, ok := reader.Second.(*tesseract.Reader); ok {
		return second.Languages()
	}
	return nil
}
