package bluesky

import (
	"testing"

	"earshot/internal/social"
)

// TestAnimatedPicturesAreTheAuthors: the platform's picker puts animated pictures into posts as
// links; the picture of another link is that of a page.
func TestAnimatedPicturesAreTheAuthors(t *testing.T) {
	for uri, want := range map[string]social.ImageOf{
		"https://media.tenor.com/abc/AAAAC/cup.gif?hh=200&ww=300": social.OfPost,
		"https://tenor.com/view/cup":                              social.OfCard,
		"https://northwind.example/media.tenor.com/a.gif":         social.OfCard,
		"": social.OfCard,
	} {
		if got := (preview{URI: uri}).of(); got != want {
			t.Errorf("%s is of %q, want %q", uri, got, want)
		}
	}
}
