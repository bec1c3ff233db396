package social_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
)

// TestCardsNameNobody: what is seen in the picture of a linked page is not what the author
// shows; what is seen in the poster of a video is.
func TestCardsNameNobody(t *testing.T) {
	p := social.Post{Images: []social.Image{
		{URL: "own", Alt: "a cup"}, {URL: "poster", Of: social.OfVideo}, {URL: "card", Of: social.OfCard, Alt: "a shop"},
	}}
	read := func(url, text string) social.Media {
		return social.Media{URL: url, State: social.MediaReady, OCR: text, OCRReader: "a", Logos: []social.Logo{{Brand: text}}}
	}
	media := []social.Media{read("own", "Northwind"), read("poster", "Brewline"), read("card", "Contoso")}
	texts, logos := social.SeenTexts(p, media...)
	want := []query.SeenText{
		{Kind: query.FieldAlt, Text: "a cup"}, {Kind: query.FieldOCR, Text: "Northwind"}, {Kind: query.FieldLogo, Text: "Northwind"},
		{Kind: query.FieldOCR, Text: "Brewline"}, {Kind: query.FieldLogo, Text: "Brewline"},
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("seen (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Northwind", "Brewline"}, logos); diff != "" {
		t.Errorf("logos (-want +got):\n%s", diff)
	}
	if social.SeenState(p, media...) != social.SeenState(p, media[:2]...) {
		t.Error("a post is matched again when the picture of its card is read")
	}
	if got := len(social.Post{Images: []social.Image{{URL: "card", Of: social.OfCard}, {URL: "card"}}}.OwnMedia(media[2:])); got != 1 {
		t.Errorf("%d pictures that the author shows too, want 1", got)
	}
}

// TestGalleryOfCards: the gallery is narrowed down to posters and cards, and finds what is
// in them.
func TestGalleryOfCards(t *testing.T) {
	m := social.Media{URL: "a", State: social.MediaReady, OCR: "Northwind", OCRReader: "a"}
	find, err := query.Parse("ocr:northwind")
	if err != nil {
		t.Fatal(err)
	}
	for of, want := range map[social.ImageOf]map[social.PictureHaving]bool{
		social.OfPost:   {social.HavingAny: true},
		social.OfVideo:  {social.HavingAny: true, social.HavingPoster: true},
		social.OfFrames: {social.HavingAny: true, social.HavingFrames: true},
		social.OfCard:   {social.HavingAny: true, social.HavingCard: true},
	} {
		for _, having := range []social.PictureHaving{social.HavingAny, social.HavingPoster, social.HavingFrames, social.HavingCard} {
			if got := (social.GalleryAsk{Having: having, Find: find}).Shows(social.Image{URL: "a", Of: of}, m); got != want[having] {
				t.Errorf("picture of %q narrowed down to %q: %t", of, having, got)
			}
		}
	}
}
