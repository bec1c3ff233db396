package unite

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestPicturesOfTwoPlaces(t *testing.T) {
	own, poster, card := social.Image{URL: "own"}, social.Image{URL: "poster", Of: social.OfVideo}, social.Image{URL: "card", Of: social.OfCard}
	for name, c := range map[string]struct{ of, other, want []social.Image }{
		"none here":            {nil, []social.Image{card}, []social.Image{card}},
		"none there":           {[]social.Image{own}, nil, []social.Image{own}},
		"other ones there":     {[]social.Image{own}, []social.Image{poster, card}, []social.Image{own}},
		"the other knows more": {[]social.Image{own, {URL: "poster"}, {URL: "card"}}, []social.Image{poster, card}, []social.Image{own, poster, card}},
		"the other knows less": {[]social.Image{poster, card}, []social.Image{{URL: "poster"}, {URL: "card"}}, []social.Image{poster, card}},
		"cards alone":          {[]social.Image{card}, []social.Image{own, {URL: "card"}}, []social.Image{own, card}},
	} {
		if diff := cmp.Diff(c.want, pictures(c.of, c.other)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
