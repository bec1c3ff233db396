package post

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Judgement is an analysis with the model's own sentiments, the second opinion
// beside them, without a model for none, and the labels that people gave instead.
type Judgement struct {
	Key social.Key
	social.Analysis
	Opinion   social.Opinion
	Corrected Corrections
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
	toward                   towardCells
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
	c.into = append(append(c.into, &s.Sure, &s.SureFrom), c.toward.into()...)
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
	j.Opinion.Sentiment.Label, j.Corrected = social.Label(c.opined), c.toward.corrections(c.corrected)
	a, s := &j.Analysis, &j.Sentiment
	s.Label = social.Label(c.label)
	s.Sure = s.Sure && s.Label != social.Unknown
	s.Why = reasons(c.whyText, c.whyWeight)
	a.Toward = c.toward.sentiments()
	for i := range c.readings {
		c.readings[i].set(a)
	}
	a.Keywords, a.Hashtags, a.Brands = database.OrNil(a.Keywords), database.OrNil(a.Hashtags), database.OrNil(a.Brands)
	a.Spam.Reasons = database.OrNil(a.Spam.Reasons)
	return j, nil
}
