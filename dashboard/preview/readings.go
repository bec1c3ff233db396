package preview

import (
	"math/rand/v2"

	"earshot/internal/social"
)

// addReadings fills in what the analyzers read in the canned posts, makes some
// of them near copies of one before and some likely spam.
func addReadings(posts []social.StoredPost) {
	r := rand.New(rand.NewPCG(3, 5))
	for i := range posts {
		a := &posts[i].Analysis
		switch a.Sentiment.Label {
		case social.Positive:
			a.Emotion, a.Intents = social.Joy, []social.Intent{social.IntentPraise}
		case social.Negative:
			a.Emotion, a.Intents = social.Anger, []social.Intent{social.IntentComplaint}
		default:
			a.Intents = []social.Intent{social.IntentQuestion}
		}
		if a.Emotion != social.EmotionNone {
			a.EmotionCertainty = 0.5 + 0.5*r.Float32()
		}
		if a.Sentiment.Label != social.Neutral {
			a.Aspects = []social.Aspect{{Term: a.Keywords[0], Label: a.Sentiment.Label, Certainty: 0.6 + 0.3*r.Float32()}}
		}
		a.Entities = []string{"Leeds", "Portugal", "Anna Berg"}[:r.IntN(3)]
		if r.IntN(25) == 0 {
			a.Spam = social.Spam{Score: 0.6 + 0.3*r.Float32(), Reasons: []string{"the same link in 14 posts of this author", "9 hashtags"}}
		}
		if original := posts[max(0, i-1-r.IntN(3))]; i > 50 && r.IntN(12) == 0 && original.Analysis.Original == (social.Key{}) {
			a.Original, a.Brands = original.Post.Key(), original.Analysis.Brands
			posts[i].Post.Text = original.Post.Text
		}
	}
}
