package preview_test

import (
	"bytes"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard/preview"
	"earshot/dashboard/view"
)

func TestGalleryRendersEveryComponent(t *testing.T) {
	page, err := preview.Gallery(view.Assets{})
	if err != nil {
		t.Fatal(err)
	}
	var html bytes.Buffer
	if err := page.Render(t.Context(), &html); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&html)
	if err != nil {
		t.Fatal(err)
	}
	sections := doc.Find("[data-testid^=preview-]")
	if sections.Length() < 15 {
		t.Errorf("%d components, want every one", sections.Length())
	}
	sections.Each(func(_ int, s *goquery.Selection) {
		if s.Children().Length() < 2 {
			t.Errorf("%s is empty", s.AttrOr("data-testid", ""))
		}
	})
	// The content security policy forbids both.
	if n := doc.Find("[style], script:not([src]):not([type='application/json']), [onclick]").Length(); n > 0 {
		t.Errorf("%d elements with inline style or script", n)
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			t.Errorf("id %q is there twice", id)
		}
		ids[id] = true
	})
}
