package picture_test

import (
	"context"
	"errors"
	stdimage "image"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/ocr"
	"earshot/analyzer/picture"
	"earshot/internal/social"
)

// reads is a reader that says the same of every picture.
type reads struct {
	text ocr.Text
	err  error
}

func (reads) Name() string { return "ppocr-v4, tesseract 5.3.0" }

func (r reads) Read(context.Context, *stdimage.NRGBA) (ocr.Text, error) { return r.text, r.err }

func TestText(t *testing.T) {
	base, _ := site(t)
	line := social.TextLine{Text: "Hollow Pine", Box: social.Box{X: 10, Y: 20, W: 300, H: 40}, Certainty: 0.97}
	read := reads{text: ocr.Text{Reader: "ppocr-v4", Lines: []social.TextLine{line}}}
	captioned := social.Media{OCR: "HOLLOW", OCRReader: "tiny-vision", CaptionModel: "tiny-vision"}
	for name, c := range map[string]struct {
		reader picture.TextReader
		before social.Media
		want   []any // text, reader, lines, faults, whether it wants to look again
	}{
		"nothing reads":             {nil, social.Media{}, []any{"", "", 0, 0, false}},
		"read":                      {read, social.Media{}, []any{"Hollow Pine", "ppocr-v4", 1, 0, false}},
		"read by a model before":    {read, captioned, []any{"Hollow Pine", "ppocr-v4", 1, 0, false}},
		"without text":              {reads{text: ocr.Text{Reader: "ppocr-v4"}}, social.Media{}, []any{"", "ppocr-v4", 0, 0, false}},
		"not readable today":        {reads{err: errors.New("no memory")}, captioned, []any{"HOLLOW", "tiny-vision", 0, 1, true}},
		"given up":                  {reads{err: ocr.ErrGivenUp}, social.Media{}, []any{"", "ppocr-v4 and tesseract 5.3.0 gave up", 0, 1, false}},
		"given up, read by a model": {reads{err: ocr.ErrGivenUp}, captioned, []any{"HOLLOW", "ppocr-v4 and tesseract 5.3.0 gave up", 0, 1, false}},
	} {
		t.Run(name, func(t *testing.T) {
			step := picture.Text{Reader: c.reader}
			known, bytes := table{}, shelf{}
			w := picture.New(picture.Options{Fetcher: web{}, Blobs: bytes, Index: known, Steps: []picture.Step{step}})
			if c.before.OCRReader != "" {
				stored, err := picture.New(picture.Options{Fetcher: web{}, Blobs: bytes, Index: known}).Process(t.Context(), social.MediaTask{URL: base + "/a.png"}, 1)
				if err != nil {
					t.Fatal(err)
				}
				m := stored.Media
				m.OCR, m.OCRReader, m.CaptionModel = c.before.OCR, c.before.OCRReader, c.before.CaptionModel
				known[m.URL] = m
			}
			got, err := w.Process(t.Context(), social.MediaTask{URL: base + "/a.png"}, 1)
			if err != nil {
				t.Fatal(err)
			}
			m := got.Media
			if diff := cmp.Diff(c.want, []any{m.OCR, m.OCRReader, len(m.Lines), len(got.Faults), step.Wants(m)}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
