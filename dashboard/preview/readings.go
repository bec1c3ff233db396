package preview

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"earshot/internal/social"
)

// addReadings sets what the analyzers would read in the canned posts, and makes
// some posts near copies of an earlier one and some likely spam.
func addReadings(posts []social.StoredPost) {
	r := rand.New(rand.NewPCG(3, 5))
	for i := range posts {
		a := &posts[i].Analysis
		if original := posts[max(0, i-1-r.IntN(3))]; i > 50 && r.IntN(12) == 0 && original.Analysis.Original == (social.Key{}) {
			*a = original.Analysis
			a.Original, posts[i].Post.Text = original.Post.Key(), original.Post.Text
			continue
		}
		switch a.Sentiment.Label {
		case social.Positive:
			a.Emotion, a.Intents = social.Joy, []social.Intent{social.IntentPraise}
		case social.Negative:
			a.Emotion, a.Intents = social.Anger, []social.Intent{social.IntentComplaint}
		default:
			a.Intents = []social.Intent{social.IntentQuestion}
		}
		if i%5 == 0 && a.Sentiment.Label == social.Negative {
			a.Intents = append(a.Intents, social.IntentQuestion)
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
	}
}

// Terms ranks the keywords of the mentions of f.
func (r *Reader) Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error) {
	return r.Readings(ctx, f, social.ReadTerms, limit)
}

// Readings ranks the values of a reading in the mentions of f.
func (r *Reader) Readings(_ context.Context, f social.Filter, of social.Reading, limit int) ([]social.TermCount, error) {
	counts := map[string]*social.TermCount{}
	count := func(term string) *social.TermCount {
		if counts[term] == nil {
			counts[term] = &social.TermCount{Term: term}
		}
		return counts[term]
	}
	before := f
	before.From, before.To = f.From.Add(-f.To.Sub(f.From)), f.From
	r.eachReading(before, of, func(v social.ReadValue) { count(v.Value).Previous++ })
	r.eachReading(f, of, func(v social.ReadValue) {
		c := count(v.Value)
		c.Mentions++
		switch v.Label {
		case social.Positive:
			c.Positive++
		case social.Neutral:
			c.Neutral++
		case social.Negative:
			c.Negative++
		case social.Unsure:
			c.Unsure++
		}
	})
	var out []social.TermCount
	for _, c := range counts {
		if c.Mentions > 0 {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b social.TermCount) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Term, b.Term))
	})
	return out[:min(limit, len(out))], nil
}

// eachReading yields the values of a reading in the mentions that match f. Copies
// are folded for each value separately, as in the list that the value links to.
func (r *Reader) eachReading(f social.Filter, of social.Reading, yield func(social.ReadValue)) {
	type once struct {
		group
		term string
	}
	info, _ := of.Info()
	folded := map[once]bool{}
	r.eachCopy(f, func(p social.StoredPost, brand string) {
		for _, v := range info.Counted(&p.Analysis, brand) {
			if at := (once{groupOf(p, brand), v.Value}); !f.FoldCopies || !folded[at] {
				folded[at] = true
				yield(v)
			}
		}
	})
}
