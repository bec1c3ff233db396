package viewmodel

import (
	"testing"
	"time"

	"earshot/internal/social"
)

// TestPicturesSayWhatTheyAreOf: posters and cards are told from the post's own pictures, and
// what is seen in a card is shown as no mention.
func TestPicturesSayWhatTheyAreOf(t *testing.T) {
	s := social.StoredPost{
		Post: social.Post{Links: []string{"https://shop.example/a", "https://shop.example/b"}, Images: []social.Image{
			{URL: "own", Alt: "a cup"}, {URL: "poster", Of: social.OfVideo}, {URL: "card", Of: social.OfCard, Alt: "a shop"},
		}},
		Media: []social.Media{{}, {}, {Logos: []social.Logo{{Brand: "Northwind", Certainty: 0.9}}}},
	}
	got := Pictures(s, time.Time{})
	for i, want := range []string{"alt text by the author", "poster of its video, no description", "card of shop.example, described by that page"} {
		if got[i].From != want {
			t.Errorf("picture %d is %q, want %q", i, got[i].From, want)
		}
	}
	if seen := got[2].Sightings; len(seen) != 1 || !seen[0].Perhaps {
		t.Errorf("seen in the card: %+v", seen)
	}
	s.Post.Links = append(s.Post.Links, "https://news.example/")
	if got := Pictures(s, time.Time{})[2].From; got != "card of a page it links to, described by that page" {
		t.Errorf("of several pages: %q", got)
	}
}
