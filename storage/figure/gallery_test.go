package figure_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestGalleryFoldsFamilies: pictures of one family are one, named by its first post, and
// what nothing is known of is itself.
func TestGalleryFoldsFamilies(t *testing.T) {
	s := storagetest.Open(t)
	sha := func(letter string) string { return strings.Repeat(letter, 64) }
	post := func(id, platform, url, alt string, after time.Duration) social.Entry {
		e := storagetest.Entry(id, "Northwind")
		e.Post.Platform, e.Post.CreatedAt = platform, storagetest.Noon.Add(after)
		e.Post.Images = []social.Image{{URL: url, Alt: alt}}
		return e
	}
	storagetest.Write(t, s, post("1", "mastodon", "u1", "a cup", 0), post("2", "reddit", "u2", "", time.Hour), post("3", "reddit", "u3", "", 2*time.Hour), post("4", "reddit", "u4", "", 3*time.Hour))
	media := func(url, sha, ocr, reader string) social.Media {
		return social.Media{URL: url, State: social.MediaReady, SHA256: sha, OCR: ocr, OCRReader: reader, FetchedAt: storagetest.Noon}
	}
	if err := s.WriteMedia(t.Context(), []social.Media{media("u1", sha("a"), "", "r"), media("u2", sha("b"), "TOTAL 12", "r"), media("u3", sha("c"), "", "")}); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFamilies(t.Context(), []social.PictureFamily{{SHA256: sha("a"), Family: sha("a"), Version: 1}, {SHA256: sha("b"), Family: sha("a"), Version: 1}}); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Name, URL       string
		Posts, Pictures int64
		Platforms       string
	}
	folded := row{sha("a"), "u1", 2, 2, "mastodon reddit"}
	second := row{sha("a"), "u2", 1, 1, "reddit"}
	alone, unknown := row{sha("c"), "u3", 1, 1, "reddit"}, row{"", "u4", 1, 1, "reddit"}
	for name, c := range map[string]struct {
		ask  social.GalleryAsk
		want []row
	}{
		"all":         {social.GalleryAsk{}, []row{unknown, alone, folded}},
		"with text":   {social.GalleryAsk{Having: social.HavingText}, []row{second}},
		"no alt text": {social.GalleryAsk{Having: social.HavingNoAlt}, []row{unknown, alone, second}},
		"unread":      {social.GalleryAsk{Having: social.HavingUnread}, []row{unknown, alone}},
		"by words":    {social.GalleryAsk{Words: []string{"total", "12"}}, []row{second}},
		"by alt text": {social.GalleryAsk{Words: []string{"CUP"}}, []row{{sha("a"), "u1", 1, 1, "mastodon"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []row
			for {
				c.ask.Limit = 1
				page, err := s.Gallery(t.Context(), social.Filter{Brand: "Northwind"}, c.ask)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range page.Families {
					got = append(got, row{f.Name, f.URL, f.Posts, f.Pictures, strings.Join(f.Platforms, " ")})
				}
				if c.ask.After = page.Next; page.Next == "" {
					break
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	page, err := s.Family(t.Context(), sha("b"))
	if err != nil || page.Name != sha("a") || len(page.Pictures) != 2 || len(page.Posts) != 2 || page.Posts[0].Post.ID != "1" {
		t.Errorf("the family is %+v, %v", page, err)
	}
	if _, err := s.Family(t.Context(), sha("f")); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("a picture that is not there: %v", err)
	}
	if _, err := s.Gallery(t.Context(), social.Filter{}, social.GalleryAsk{After: "x"}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a place that is none: %v", err)
	}
}
