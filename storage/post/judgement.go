package post

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Judgement is an analysis with the model's own sentiments, the second opinion
// beside them, without a model for none, and the labels that people gave instead.
type Judgement struct {
	Key social.Key
	// Created is when the post was published, as far as the analysis holds it.
	Created time.Time
	social.Analysis
	Opinion   social.Opinion
	Corrected Corrections
}

// Standing is the analysis that stands.
func (j *Judgement) Standing() social.Analysis { return Standing(j.Analysis, j.Opinion, j.Corrected) }

// Judgements reads the newest analyses of keys.
func (s *Lookup) Judgements(ctx context.Context, keys []social.Key) ([]Judgement, error) {
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.Analyses, nil, scanRow(newJudgementDecoder().decode), table)
}

// judgementDecoder knows the readings that the table analyses has columns for.
type judgementDecoder struct{ readings []social.ReadingInfo }

func newJudgementDecoder() judgementDecoder {
	var d judgementDecoder
	for _, info := range social.Readings() {
		if info.Set != nil {
			d.readings = append(d.readings, info)
		}
	}
	return d
}

// decode reads the columns of analysis_columns.sql.
func (d judgementDecoder) decode(r *database.Row) Judgement {
	j := Judgement{Created: r.Time(), Key: social.Key{Platform: r.Text(), ID: r.Text()}}
	a, s := &j.Analysis, &j.Sentiment
	a.Language, s.Label = r.Text(), social.Label(r.Text())
	s.Negative, s.Neutral, s.Positive = r.Float32(), r.Float32(), r.Float32()
	s.Why = reasons(r.Texts(), r.Float32s())
	a.Keywords, a.Hashtags, a.Brands, a.Version = r.Texts(), r.Texts(), r.Texts(), r.Text()
	for _, info := range d.readings {
		decodeReading(r, info, a)
	}
	s.Sure, s.SureFrom = r.Bool() && s.Label != social.Unknown, r.Float32()
	a.Toward = decodeToward(r)
	given, labels := r.Texts(), r.Texts()
	a.Fingerprint, a.Original = r.Uint64(), social.Key{Platform: r.Text(), ID: r.Text()}
	a.Spam = social.Spam{Score: r.Float32(), Reasons: r.Texts()}
	j.Corrected = correctionsOf(r.Text(), given, labels)
	o := &j.Opinion
	o.Model, o.Sentiment.Label = r.Text(), social.Label(r.Text())
	o.Sentiment.Negative, o.Sentiment.Neutral, o.Sentiment.Positive = r.Float32(), r.Float32(), r.Float32()
	o.Quote, o.Fault = r.Text(), r.Text()
	a.Evidence = evidenceOf(r.Texts(), r.TextLists())
	a.RunTogether, a.Seen = r.Texts(), r.Uint64()
	return j
}
