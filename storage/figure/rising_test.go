package figure_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestRisingFamilies: what more posts show than in the same length before, beyond chance, is
// ranked by how surprising that is; versions of a picture count together.
func TestRisingFamilies(t *testing.T) {
	s := storagetest.Open(t)
	sha := func(letter string) string { return strings.Repeat(letter, 64) }
	var media []social.Media
	for _, of := range []struct{ url, sha string }{{"mug", sha("a")}, {"mug-small", sha("b")}, {"logo", sha("c")}, {"receipt", sha("d")}, {"few", sha("e")}} {
		media = append(media, social.Media{URL: of.url, State: social.MediaReady, SHA256: of.sha, FetchedAt: storagetest.Noon})
	}
	if err := s.WriteMedia(t.Context(), media); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFamilies(t.Context(), []social.PictureFamily{{SHA256: sha("a"), Family: sha("a"), Version: 1}, {SHA256: sha("b"), Family: sha("a"), Version: 1}}); err != nil {
		t.Fatal(err)
	}
	var entries []social.Entry
	show := func(n int, day int, platform, brand string, urls ...string) {
		for range n {
			e := storagetest.Entry(fmt.Sprint("p", len(entries)), brand)
			e.Post.Platform, e.Post.CreatedAt, e.Post.Images = platform, storagetest.Noon.AddDate(0, 0, day).Add(time.Duration(len(entries))*time.Second), nil
			for _, url := range urls {
				e.Post.Images = append(e.Post.Images, social.Image{URL: url, Alt: url})
			}
			entries = append(entries, e)
		}
	}
	const past, now = -10, -3
	show(360, past, "mastodon", "Northwind")
	show(360, now, "mastodon", "Northwind")
	show(2, past, "mastodon", "Northwind", "mug")
	show(20, now, "mastodon", "Northwind", "mug")
	show(20, now, "reddit", "Northwind", "mug-small", "mug") // two versions in a post are one family
	show(12, past, "reddit", "Northwind", "logo")
	show(14, now, "reddit", "Northwind", "logo") // more, and not beyond chance
	show(25, now, "reddit", "Northwind", "receipt")
	show(4, now, "reddit", "Northwind", "few")
	show(24, now, "reddit", "Northwind", "unfetched")
	show(50, now, "reddit", "Contoso", "few") // of another brand
	show(50, -30, "reddit", "Northwind", "few")
	storagetest.Write(t, s, entries...)
	f := social.Filter{Brand: "Northwind", From: storagetest.Noon.AddDate(0, 0, -7), To: storagetest.Noon}
	type row struct {
		Name            string
		Posts, Previous int64
		Pictures        int64
		Platforms       string
	}
	rising := func(ask social.GalleryAsk) (rows []row) {
		t.Helper()
		ask.Rising = true
		page, err := s.Gallery(t.Context(), f, ask)
		if err != nil || page.Next != "" || page.More || page.Looked != 467 {
			t.Fatalf("looked through %d, more %t, next %q, %v", page.Looked, page.More, page.Next, err)
		}
		last := 1e9
		for _, of := range page.Families {
			if of.Score > last || of.Score < social.EmergingZ {
				t.Errorf("%s has the score %f after %f", of.Name, of.Score, last)
			}
			last = of.Score
			rows = append(rows, row{of.Name, of.Posts, of.Previous, of.Pictures, strings.Join(of.Platforms, " ")})
		}
		return rows
	}
	mug := row{sha("a"), 40, 2, 2, "mastodon reddit"}
	if diff := cmp.Diff([]row{mug, {sha("d"), 25, 0, 1, "reddit"}, {"", 24, 0, 1, "reddit"}}, rising(social.GalleryAsk{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	narrowed, err := s.Gallery(t.Context(), f, social.GalleryAsk{Rising: true, Find: query.MustParse("alt:receipt")})
	if err != nil || len(narrowed.Families) != 1 || narrowed.Families[0].Name != sha("d") || narrowed.Families[0].Posts != 25 {
		t.Errorf("narrowed down it is %+v, %v", narrowed.Families, err)
	}
	if _, err := s.Gallery(t.Context(), social.Filter{}, social.GalleryAsk{Rising: true}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("without a period: %v", err)
	}
}
