package figure_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestPostsShowingAreEnoughForSomePictures: they are the first of all posts that show a
// picture, as many as hold so many different ones, each as it is listed.
func TestPostsShowingAreEnoughForSomePictures(t *testing.T) {
	s := storagetest.Open(t)
	scatter(t, s, rand.New(rand.NewPCG(9, 10)), 150)
	f := social.Filter{Unmatched: true}
	page, err := s.Posts(t.Context(), f, social.MostEngaged, 200, "")
	if err != nil {
		t.Fatal(err)
	}
	for pictures := range 12 {
		var want []social.StoredPost
		shown := map[string]bool{}
		for _, p := range page.Posts {
			if len(shown) >= pictures {
				break
			}
			shows := false
			for _, m := range p.Media {
				if m.State == social.MediaReady && m.SHA256 != "" {
					shown[m.SHA256], shows = true, true
				}
			}
			if shows {
				want = append(want, p)
			}
		}
		got, err := s.PostsShowing(t.Context(), f, social.MostEngaged, 200, pictures)
		if diff := cmp.Diff(want, got); err != nil || diff != "" || len(got) < pictures/3 {
			t.Errorf("%d pictures, %v (-want +got):\n%s", pictures, err, diff)
		}
	}
}
