package preview

import (
	"context"

	"earshot/internal/social"
)

// Corrections are the labels people gave to posts of a reader.
type Corrections struct {
	reader *Reader
	models map[social.Key]social.Sentiment
}

// NewCorrections returns corrections of the posts of r. It is not safe for
// concurrent use with r.
func NewCorrections(r *Reader) *Corrections {
	return &Corrections{r, map[social.Key]social.Sentiment{}}
}

// Correct sets the sentiment of a post; social.Unknown restores the model's.
func (c *Corrections) Correct(_ context.Context, key social.Key, label social.Label) error {
	switch label {
	case social.Unknown, social.Negative, social.Neutral, social.Positive:
	default:
		return social.Errorf(social.CodeInvalid, "unknown label %q", label)
	}
	for i := range c.reader.posts {
		p := &c.reader.posts[i]
		if p.Post.Key() != key {
			continue
		}
		model, corrected := c.models[key]
		if !corrected {
			model = p.Analysis.Sentiment
			c.models[key] = model
		}
		p.Analysis.Sentiment = model
		if label != social.Unknown {
			p.Analysis.Sentiment = social.Sentiment{Label: label, Corrected: true, Opinion: model.Opinion, Why: model.Why}
		}
		return nil
	}
	return social.Errorf(social.CodeNotFound, "there is no post %s", key.ID)
}
