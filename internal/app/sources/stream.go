package sources

import (
	"earshot/analyzer/brand"
	"earshot/internal/social"
)

// MayMention tells of a post whether one of the brands may be mentioned in it,
// for streams of which most is about nobody. What passes is analysed and judged
// like every other post.
func MayMention(brands []social.Brand) func(*social.Post) bool {
	matcher := brand.New(brands)
	return func(p *social.Post) bool {
		d := social.NewDocument(*p, social.Analysis{})
		return matcher.MayMatch(&d)
	}
}
