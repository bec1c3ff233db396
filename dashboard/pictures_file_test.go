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
