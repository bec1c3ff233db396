package picture_test

import (
	"testing"
	"time"

	"earshot/analyzer/ocr"
	"earshot/analyzer/picture"
	"earshot/internal/social"
)

// TestOriginalLetGoOf: of a picture whose original is not kept, nothing is read again and
// nothing fetched; its fingerprint is taken of the thumbnail.
func TestOriginalLetGoOf(t *testing.T) {
	base, _ := site(t)
	known, bytes := table{}, shelf{}
	task := social.MediaTask{URL: base + "/a.png"}
	first, err := picture.New(picture.Options{Fetcher: web{}, Blobs: bytes, Index: known}).Process(t.Context(), task, 1)
	if err != nil || first.Media.StoredAt.IsZero() {
		t.Fatalf("%+v, %v", first, err)
	}
	m := first.Media
	m.LetGoAt = m.StoredAt.Add(90 * 24 * time.Hour)
	known[m.URL] = m
	delete(bytes, m.SHA256)
	text := picture.Text{Reader: reads{text: ocr.Text{Reader: "ppocr-v4"}}}
	w := picture.New(picture.Options{Blobs: bytes, Index: known, Steps: []picture.Step{picture.Measures{}, picture.Print{}, text}})
	if !w.Wants(m) || w.Reads(m) {
		t.Errorf("wants a look: %t, is to be read: %t", w.Wants(m), w.Reads(m))
	}
	again, err := w.Process(t.Context(), task, 1)
	if err != nil || len(again.Faults) > 0 || again.Media.OCRReader != "" || again.Media.Print == nil || again.Media.LetGoAt.IsZero() {
		t.Errorf("%+v, %v", again, err)
	}
	if known[m.URL] = again.Media; w.Wants(again.Media) {
		t.Error("it is looked at again and again")
	}
}
