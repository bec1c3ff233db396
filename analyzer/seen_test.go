package analyzer_test

import (
	"testing"

	"earshot/internal/social"
)

// TestSeenOfWhatNeverMatches: an assistant's answer notes with which pictures it was matched, as
// every post does, so that it is not matched with them for ever.
func TestSeenOfWhatNeverMatches(t *testing.T) {
	a := newAnalyzer(t)
	p := social.Post{Platform: social.PlatformAssistant, ID: "1", Text: "the northwind grinder", Images: []social.Image{{URL: "https://a.example/1.jpg"}}}
	m := social.Media{URL: p.Images[0].URL, State: social.MediaReady, OCR: "Starbucks", OCRReader: "a"}
	was := a.Analyze(p)
	for name, got := range map[string]social.Analysis{"analysed": a.Analyze(p, m), "matched again": a.Again(p, was, m)} {
		if want := social.SeenState(p, m); got.Seen != want || want == 0 {
			t.Errorf("%s with %d, want %d", name, got.Seen, want)
		}
	}
}
