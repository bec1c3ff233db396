package dashboard

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestPictureFilesRunNoFormulas: what strangers write is text in a spreadsheet, and a logo is
// named once, where it is certain.
func TestPictureFilesRunNoFormulas(t *testing.T) {
	cells := pictureCells(familyRow{Author: "+1", Alt: "=1+1", Media: social.Media{
		Caption: "@x", OCR: "-2", Logos: []social.Logo{{Brand: "Northwind"}, {Brand: "Northwind"}, {Brand: "Contoso", Perhaps: true}},
	}})
	got := map[string]string{}
	for i, name := range pictureHeader {
		got[name] = cells[i]
	}
	want := map[string]string{"first_author": "'+1", "alt": "'=1+1", "caption": "'@x", "ocr": "'-2", "logos": "Northwind"}
	for name := range got {
		if _, asked := want[name]; !asked {
			delete(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPictureFilesSayWhatAPictureIsOf: whose it is, the poster of a video or the card of a link.
func TestPictureFilesSayWhatAPictureIsOf(t *testing.T) {
	for of, want := range map[social.ImageOf]string{social.OfPost: "post", social.OfVideo: "poster", social.OfCard: "card"} {
		family := social.ShownFamily{URL: "https://a.example/b", Score: 2, Previous: 3}
		family.First.Post.Images = []social.Image{{URL: "https://a.example/a"}, {URL: family.URL, Of: of}}
		cells := pictureCells(rowOf(family))
		got := map[string]string{}
		for i, name := range pictureHeader {
			got[name] = cells[i]
		}
		if got["of"] != want || got["previous_posts"] != "3" || got["score"] != "2.000" {
			t.Errorf("of %q: %v", of, got)
		}
	}
}
