package preview

import (
	"context"
	"slices"

	"earshot/internal/social"
)

// Corrections are the labels people gave to posts of a reader.
type Corrections struct {
	reader *Reader
	models map[social.Key]social.Analysis
	given  map[social.Key]map[string]social.Label
}

// NewCorrections returns corrections of the posts of r. It is not safe for
// concurrent use with r.
func NewCorrections(r *Reader) *Corrections {
	return &Corrections{r, map[social.Key]social.Analysis{}, map[social.Key]map[string]social.Label{}}
}

// Correct sets the sentiment of a post, or of its mention of a brand; social.Unknown
// restores the model's.
func (c *Corrections) Correct(_ context.Context, given social.Correction) error {
	switch given.Label {
	case social.Unknown, social.Negative, social.Neutral, social.Positive:
	default:
		return social.Errorf(social.CodeInvalid, "unknown label %q", given.Label)
	}
	for i := range c.reader.posts {
		p := &c.reader.posts[i]
		if p.Post.Key() != given.Key {
			continue
		}
		if _, corrected := c.models[given.Key]; !corrected {
			c.models[given.Key], c.given[given.Key] = p.Analysis, map[string]social.Label{}
		}
		c.given[given.Key][given.Brand] = given.Label
		p.Analysis = standing(c.models[given.Key], c.given[given.Key])
		return nil
	}
	return social.Errorf(social.CodeNotFound, "there is no post %s", given.Key.ID)
}

// CorrectAll sets the sentiment of many posts.
func (c *Corrections) CorrectAll(ctx context.Context, list []social.Correction) (int, error) {
	for _, one := range list {
		if err := c.Correct(ctx, one); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// Twins are the near copies of a post, and those with the same text, that were not
// judged by a person.
func (c *Corrections) Twins(_ context.Context, key social.Key) ([]social.Key, error) {
	at := slices.IndexFunc(c.reader.posts, func(p social.StoredPost) bool { return p.Post.Key() == key })
	if at < 0 {
		return nil, social.Errorf(social.CodeNotFound, "there is no post %s", key.ID)
	}
	of := c.reader.posts[at]
	original := of.Analysis.Original
	if original == (social.Key{}) {
		original = key
	}
	var twins []social.Key
	for _, p := range c.reader.posts {
		k := p.Post.Key()
		same := k == original || p.Analysis.Original == original || p.Post.FullText() == of.Post.FullText()
		if k != key && same && !p.Analysis.Sentiment.Corrected {
			twins = append(twins, k)
		}
	}
	return twins, nil
}

// standing is an analysis with the labels given instead of the model's.
func standing(model social.Analysis, given map[string]social.Label) social.Analysis {
	set := func(s social.Sentiment, label social.Label) social.Sentiment {
		if label == social.Unknown {
			return s
		}
		return social.Sentiment{Label: label, Sure: true, Corrected: true, Confirmed: label == s.Label, Opinion: s.Opinion, Why: s.Why}
	}
	out := model
	out.Sentiment, out.Toward = set(model.Sentiment, given[""]), nil
	for _, t := range model.Toward {
		if (given[""] == social.Unknown || out.Sentiment.Confirmed) && given[t.Brand] == social.Unknown {
			out.Toward = append(out.Toward, t)
		}
	}
	for _, brand := range model.Brands {
		if label := given[brand]; label != social.Unknown {
			out.Toward = append(out.Toward, social.TowardBrand{Brand: brand, Sentiment: set(model.SentimentToward(brand), label)})
		}
	}
	return out
}
