package post

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Judgement is an analysis with the model's own sentiment, the second opinion
// beside it, without a model for none, and the label that a person gave instead,
// Unknown for none.
type Judgement struct {
	Key social.Key
	social.Analysis
	Opinion   social.Opinion
	Corrected social.Label
}

// Judgements reads the newest analyses of keys.
func (s *Lookup) Judgements(ctx context.Context, keys []social.Key) ([]Judgement, error) {
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.Analyses, nil, newJudgementScan().row, table)
}

// judgementScan reads rows of analyses.sql. Where a row is scanned to is set up
// once for all of them, as they are many and wide.
type judgementScan struct {
	read                     Judgement
	label, opined, corrected string
	whyText                  []string
	whyWeight                []float32
	readings                 []readingCell
	into                     []any
}

func newJudgementScan() *judgementScan {
	c := &judgementScan{}
	for _, info := range social.Readings() {
		if info.Set != nil {
			c.readings = append(c.readings, readingCell{info: info})
		}
	}
	k, a, o, s := &c.read.Key, &c.read.Analysis, &c.read.Opinion, &c.read.Sentiment
	c.into = []any{&k.Platform, &k.ID, &a.Language, &c.label, &s.Negative, &s.Neutral, &s.Positive,
		&c.whyText, &c.whyWeight, &a.Keywords, &a.Hashtags, &a.Brands, &a.Version}
	for i := range c.readings {
		c.into = append(c.into, c.readings[i].into()...)
	}
	c.into = append(c.into, &a.Fingerprint, &a.Original.Platform, &a.Original.ID, &a.Spam.Score, &a.Spam.Reasons, &c.corrected,
		&o.Model, &c.opined, &o.Sentiment.Negative, &o.Sentiment.Neutral, &o.Sentiment.Positive, &o.Quote, &o.Fault)
	return c
}

// row reads one row, of which nothing is shared with the next.
func (c *judgementScan) row(r driver.Rows) (Judgement, error) {
	if err := r.Scan(c.into...); err != nil {
		return Judgement{}, err
	}
	j := c.read
	j.Opinion.Sentiment.Label, j.Corrected = social.Label(c.opined), social.Label(c.corrected)
	a, s := &j.Analysis, &j.Sentiment
	s.Label = social.Label(c.label)
	for i := range c.whyText {
		s.Why = append(s.Why, social.Reason{Text: c.whyText[i], Weight: c.whyWeight[i]})
	}
	for i := range c.readings {
		c.readings[i].set(a)
	}
	a.Keywords, a.Hashtags, a.Brands = database.OrNil(a.Keywords), database.OrNil(a.Hashtags), database.OrNil(a.Brands)
	a.Spam.Reasons = database.OrNil(a.Spam.Reasons)
	return j, nil
}

// Standing is the Judgement that stands: the model's, with a second opinion
// beside it, or the label a person gave.
func Standing(model social.Sentiment, o social.Opinion, given social.Label) social.Sentiment {
	if o.Model != "" {
		model = model.Beside(o)
	}
	return correctedTo(model, given)
}

// correctedTo is s with the label a person gave; s itself where nobody did.
func correctedTo(s social.Sentiment, label social.Label) social.Sentiment {
	if label == social.Unknown {
		return s
	}
	out := social.Sentiment{Label: label, Corrected: true, Opinion: s.Opinion, Why: s.Why}
	switch label {
	case social.Negative:
		out.Negative = 1
	case social.Neutral:
		out.Neutral = 1
	case social.Positive:
		out.Positive = 1
	}
	return out
}
