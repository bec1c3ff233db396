package preview

import "earshot/internal/social"

// Fused is what the evidence of a post that shows a picture says: irony.
func Fused(p social.StoredPost) (f social.Fusion, ok bool) {
	return social.Fusion{Class: social.Negative, Won: "picture", Rule: "irony", Version: "1", Disagree: true, Moods: []social.Mood{
		{Of: "words", Class: social.Positive}, {Of: "picture", Class: social.Negative, Why: "the cup is in two pieces"}, {Of: "voice", Class: social.Neutral},
	}}, len(p.Post.Images) > 0
}
