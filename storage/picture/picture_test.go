package picture_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestMedia(t *testing.T) {
	s := storagetest.Open(t)
	ready := social.Media{
		URL: "https://example.social/1.jpg", State: social.MediaReady, SHA256: "ab12", Perceptual: 1<<63 + 5, Thumb: "cd34",
		Type: "image/jpeg", Bytes: 12345, Width: 640, Height: 480, Caption: "a cup", CaptionModel: "m", OCR: "MENU\x00", Tags: []string{"cup"},
		OCRReader: "ppocr-v4", Lines: []social.TextLine{{Text: "MENU\x00", Box: social.Box{X: 10, Y: 20, W: 300, H: 40}, Certainty: 0.5}},
		Logos: []social.Logo{{Brand: "Northwind", Box: social.Box{W: 1000, H: 1000}, Certainty: 0.875}, {Brand: "Contoso", Perhaps: true}}, LogoSet: "s1",
		Description: social.Description{Objects: []string{"cup"}, People: new(int), Brands: []social.SeenBrand{{Name: "Northwind"}}, Prompt: "2"},
		Look:        "photo", Animated: true, Palette: []string{"#ffeedd"},
		StoredAt: storagetest.Noon.Add(-time.Hour), LetGoAt: storagetest.Noon, Freed: true, FetchedAt: storagetest.Noon,
	}
	older := social.Media{URL: ready.URL, State: social.MediaFailed, Fault: "timed out", FetchedAt: storagetest.Noon.Add(-time.Hour)}
	plain := social.Media{URL: "https://example.org/2.jpg", State: social.MediaReady, SHA256: "ab12", FetchedAt: storagetest.Noon.Add(time.Hour)}
	if err := s.WriteMedia(t.Context(), []social.Media{ready, plain}); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteMedia(t.Context(), []social.Media{older}); err != nil {
		t.Fatal(err)
	}
	got, err := s.MediaByURL(t.Context(), []string{ready.URL, plain.URL, "https://example.net/unknown.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]social.Media{ready.URL: ready, plain.URL: plain}, got); diff != "" {
		t.Errorf("by url (-want +got):\n%s", diff)
	}
	same, ok, err := s.MediaBySHA(t.Context(), "ab12")
	if err != nil || !ok {
		t.Fatalf("by sha: %v, %v", ok, err)
	}
	if diff := cmp.Diff(ready, same); diff != "" {
		t.Errorf("the captioned one is to come first (-want +got):\n%s", diff)
	}
	if _, ok, err := s.MediaBySHA(t.Context(), "ffff"); ok || err != nil {
		t.Errorf("unknown sha: %v, %v", ok, err)
	}
	e := storagetest.Entry("1", "Northwind")
	storagetest.Write(t, s, e)
	p, err := s.Post(t.Context(), e.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]social.Media{ready, {URL: e.Post.Images[1].URL, State: social.MediaPending}}, p.Media); diff != "" {
		t.Errorf("media of the post (-want +got):\n%s", diff)
	}
	if err := s.WriteMedia(t.Context(), []social.Media{{URL: "x"}}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("media without a time: %v", err)
	}
}
