package dashboard_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"earshot/dashboard/preview"
	"earshot/internal/social"
)

// TestGalleryShowsWhatRises: the gallery and its files can show only the pictures that emerge,
// with how many posts showed them before.
func TestGalleryShowsWhatRises(t *testing.T) {
	o := options()
	posts := preview.Posts()
	shown := pictured()
	sha := shown.Media[slices.IndexFunc(shown.Media, func(m social.Media) bool { return m.SHA256 != "" })].SHA256
	for i := range 40 {
		p := shown
		p.Post.ID, p.Post.CreatedAt = fmt.Sprint("rising", i), preview.Now.AddDate(0, 0, -2)
		if i%2 == 0 {
			p.Post.Platform = "bluesky"
		}
		posts = append(posts, p)
	}
	o.Reader = preview.NewReader(posts)
	doc := document(t, get(t, o, "/pictures?brand=*&period=7d&rank=rising"), http.StatusOK)
	cards := doc.Find("#pictures [data-testid=picture]")
	if cards.Length() != 1 {
		t.Fatalf("%d pictures rise", cards.Length())
	}
	if href := cards.Find("a.picture-frame").AttrOr("href", ""); !strings.Contains(href, sha) {
		t.Errorf("it leads to %s", href)
	}
	seen := strings.Join(strings.Fields(cards.Find("[data-testid=seen]").Text()), " ")
	if !strings.Contains(seen, " posts show it · ") || !strings.Contains(seen, " platforms ▲") || !strings.Contains(seen, " from ") {
		t.Errorf("it says %q", seen)
	}
	if chip := doc.Find(".picture-facets a[aria-current]:contains(Rising)"); chip.Length() != 1 || strings.Contains(chip.AttrOr("href", ""), "rank=") {
		t.Error("the chip that leads back is missing")
	}
	if n := document(t, get(t, o, "/pictures?brand=*&period=7d&rank=rising&find=nothinglikethis"), http.StatusOK).Find("#pictures [data-testid=picture]").Length(); n != 0 {
		t.Errorf("%d of nothing", n)
	}
	w := get(t, o, "/export/pictures.csv?brand=*&period=7d&rank=rising")
	if name := w.Header().Get("Content-Disposition"); !strings.Contains(name, "rising-pictures") {
		t.Errorf("the file is %s", name)
	}
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != sha {
		t.Fatalf("%v, %v", rows, err)
	}
	previous, score := slices.Index(rows[0], "previous_posts"), slices.Index(rows[0], "score")
	if rows[1][previous] == "" || rows[1][score] == "" {
		t.Errorf("row %q", rows[1])
	}
	for _, at := range []string{"/pictures?rank=x", "/export/pictures.csv?rank=x"} {
		if w := get(t, o, at); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
}
