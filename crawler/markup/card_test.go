package markup

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestPostersAndCards: HTML tells the posters of videos and the cards of links from its own pictures.
func TestPostersAndCards(t *testing.T) {
	base, err := url.Parse("https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	got := Read(`<img src="/own.jpg"><video poster="/still.jpg" src="/film.mp4"></video>`+
		`<aside class="onebox allowlistedgeneric"><article><img class="thumbnail" src="/linked.jpg"></article></aside>`+
		`<aside class="quote"><img src="/quoted.jpg"></aside><video poster=""></video>`, base).Images
	want := []social.Image{
		{URL: "https://a.example/own.jpg"}, {URL: "https://a.example/still.jpg", Of: social.OfVideo},
		{URL: "https://a.example/linked.jpg", Of: social.OfCard}, {URL: "https://a.example/quoted.jpg"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
