package reddit

import (
	"testing"

	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// TestPreviewsSayWhatTheyAreOf: in answers of the API and in feeds.
func TestPreviewsSayWhatTheyAreOf(t *testing.T) {
	for fields, want := range map[string]social.ImageOf{
		`{"post_hint":"image","url":"https://i.redd.it/a.png"}`:          social.OfPost,
		`{"url":"https://i.redd.it/a.png"}`:                              social.OfPost,
		`{"post_hint":"hosted:video","url":"https://v.redd.it/a"}`:       social.OfVideo,
		`{"is_video":true,"url":"https://v.redd.it/a"}`:                  social.OfVideo,
		`{"post_hint":"link","url":"https://news.example/a"}`:            social.OfCard,
		`{"post_hint":"rich:video","url":"https://tube.example/watch"}`:  social.OfCard,
		`{"post_hint":"self","is_self":true,"url":"https://r.example/"}`: social.OfCard,
	} {
		data, err := lenient.ParseText(fields)
		if err != nil {
			t.Fatal(err)
		}
		if got := previewOf(data); got != want {
			t.Errorf("%s is of %q, want %q", fields, got, want)
		}
	}
	const made, own = "https://external-preview.redd.it/a.png", "https://preview.redd.it/a.png"
	for name, c := range map[string]struct {
		links []string
		url   string
		want  social.ImageOf
	}{
		"a page":            {[]string{"https://news.example/a"}, made, social.OfCard},
		"a video":           {[]string{"https://news.example/a", "https://v.redd.it/a"}, made, social.OfVideo},
		"a picture":         {[]string{"https://i.redd.it/a.png"}, made, social.OfPost},
		"its own":           {[]string{"https://news.example/a"}, own, social.OfPost},
		"another community": {[]string{"https://www.reddit.com/r/tea/"}, made, social.OfPost},
	} {
		p := social.Post{Links: c.links, Images: []social.Image{{URL: c.url}}}
		if markPreviews(&p); p.Images[0].Of != c.want {
			t.Errorf("%s is of %q, want %q", name, p.Images[0].Of, c.want)
		}
	}
}
