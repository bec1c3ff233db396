package analyzer

import (
	"log/slog"
	"testing"

	"earshot/internal/social"
)

// TestAgainThatFails: a post whose matching fails keeps its analysis, and is not tried again
// with the same pictures.
func TestAgainThatFails(t *testing.T) {
	a := &Analyzer{log: slog.New(slog.DiscardHandler)} // without brands to match it panics
	p := social.Post{Platform: "feed", ID: "1", Text: "words", Images: []social.Image{{URL: "https://a.example/1.jpg"}}}
	m := social.Media{URL: p.Images[0].URL, State: social.MediaReady, OCR: "words", OCRReader: "a"}
	got := a.Again(p, social.Analysis{Version: "1", Brands: []string{"Northwind"}}, m)
	if a.Faults() != 1 || len(got.Brands) != 1 || got.Seen != social.SeenState(p, m) {
		t.Errorf("%d faults, %+v", a.Faults(), got)
	}
}
