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
	return database.Collect(ctx, s.db, queries.Analyses, nil, scanJudgement, table)
}

// scanJudgement reads a row of analyses.sql.
func scanJudgement(r driver.Rows) (j Judgement, err error) {
	var (
		label, opined, corrected string
		whyText                  []string
		whyWeight                []float32
		readings                 []readingCell
		k, a, o, s               = &j.Key, &j.Analysis, &j.Opinion, &j.Sentiment
	)
	for _, info := range social.Readings() {
		if info.Set != nil {
			readings = append(readings, readingCell{info: info})
		}
	}
	to := []any{&k.Platform, &k.ID, &a.Language, &label, &s.Negative, &s.Neutral, &s.Positive,
		&whyText, &whyWeight, &a.Keywords, &a.Hashtags, &a.Brands, &a.Version}
	for i := range readings {
		to = append(to, readings[i].into()...)
	}
	to = append(to, &a.Fingerprint, &a.Original.Platform, &a.Original.ID, &a.Spam.Score, &a.Spam.Reasons, &corrected,
		&o.Model, &opined, &o.Sentiment.Negative, &o.Sentiment.Neutral, &o.Sentiment.Positive, &o.Quote, &o.Fault)
	if err := r.Scan(to...); err != nil {
		return j, err
	}
	o.Sentiment.Label, j.Corrected = social.Label(opined), social.Label(corrected)
	s.Label = social.Label(label)
	for i := range whyText {
		s.Why = append(s.Why, social.Reason{Text: whyText[i], Weight: whyWeight[i]})
	}
	for i := range readings {
		readings[i].set(a)
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
