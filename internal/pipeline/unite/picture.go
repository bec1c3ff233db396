package unite

import (
	"slices"

	"earshot/internal/social"
)

// pictures are those of a post whose text stands, or else those of the other place; what one of
// them is of is told by the place that knows it. Beside the pictures of cards stand the post's own.
func pictures(of, other []social.Image) []social.Image {
	if len(of) == 0 {
		return other
	}
	known, own := map[string]social.ImageOf{}, slices.DeleteFunc(slices.Clone(other), func(im social.Image) bool { return im.Of == social.OfCard })
	for _, im := range other {
		known[im.URL] = im.Of
	}
	of = slices.Clone(of)
	for i, im := range of {
		if im.Of == social.OfPost {
			of[i].Of = known[im.URL]
		}
	}
	if !slices.ContainsFunc(of, func(im social.Image) bool { return im.Of != social.OfCard }) {
		own = slices.DeleteFunc(own, func(im social.Image) bool {
			return slices.ContainsFunc(of, func(card social.Image) bool { return card.URL == im.URL })
		})
		of = append(own, of...)
	}
	return of
}
