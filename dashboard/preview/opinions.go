package preview

import (
	"context"

	"earshot/internal/social"
)

// addOpinions adds a second opinion to some of the posts, one of them discarded.
func addOpinions(posts []social.StoredPost) {
	for i := range posts {
		s := &posts[i].Analysis.Sentiment
		if i%23 != 5 || len(s.Why) == 0 {
			continue
		}
		o := social.Opinion{Model: "qwen3:8b", Quote: s.Why[0].Text, Sentiment: social.Sentiment{Label: s.Label}}
		own := social.Sentiment{Label: social.Neutral, Negative: 0.27, Neutral: 0.44, Positive: 0.29, Why: s.Why}
		switch s.Label {
		case social.Positive:
			o.Sentiment.Positive, o.Sentiment.Neutral = 0.92, 0.08
		default:
			o.Sentiment.Label, o.Sentiment.Negative, o.Sentiment.Neutral = social.Negative, 0.92, 0.08
		}
		if i%5 == 0 {
			own = *s
			o = social.Opinion{Model: o.Model, Fault: "the model's answer quotes what the post does not say"}
		}
		*s = own.Beside(o)
	}
}

// Opinions is a canned state of second opinions.
type Opinions struct{}

// Opinions returns the state on a day on which the budget was used up.
func (Opinions) Opinions(context.Context) (social.OpinionState, error) {
	return social.OpinionState{Model: "qwen3:8b", Requests: 500, Budget: 500, Given: 471, Discarded: 9, Late: 1, Waiting: 38}, nil
}
