package storage

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// insertAnalyses stores the analyses of writes.
func (s *Store) insertAnalyses(ctx context.Context, writes []write) error {
	if len(writes) == 0 {
		return nil
	}
	var c struct {
		platform, id, language, label, analyzer []string
		version                                 []uint64
		negative, neutral, positive             []float32
		whyText, keywords, hashtags, brands     [][]string
		whyWeight                               [][]float32
		created                                 []time.Time
		originalPlatform, originalID, corrected []string
		spam                                    []float32
		reasons                                 [][]string
		fingerprint                             []uint64
		opinions                                opinionColumns
	}
	readings := storedReadings()
	for _, w := range writes {
		a := &w.entry.Analysis
		c.platform = append(c.platform, w.entry.Post.Platform)
		c.id = append(c.id, w.entry.Post.ID)
		c.version = append(c.version, w.version)
		c.language = append(c.language, a.Language)
		c.label = append(c.label, string(a.Sentiment.Label))
		c.negative = append(c.negative, a.Sentiment.Negative)
		c.neutral = append(c.neutral, a.Sentiment.Neutral)
		c.positive = append(c.positive, a.Sentiment.Positive)
		whyText, whyWeight := whyColumns(a.Sentiment.Why)
		c.whyText = append(c.whyText, whyText)
		c.whyWeight = append(c.whyWeight, whyWeight)
		c.keywords = append(c.keywords, a.Keywords)
		c.hashtags = append(c.hashtags, a.Hashtags)
		c.brands = append(c.brands, a.Brands)
		c.analyzer = append(c.analyzer, a.Version)
		c.created = append(c.created, w.entry.Post.CreatedAt)
		for i := range readings {
			readings[i].add(a)
		}
		c.fingerprint = append(c.fingerprint, a.Fingerprint)
		original := originalOf(w.entry)
		c.originalPlatform = append(c.originalPlatform, original.Platform)
		c.originalID = append(c.originalID, original.ID)
		c.spam = append(c.spam, a.Spam.Score)
		c.reasons = append(c.reasons, a.Spam.Reasons)
		c.corrected = append(c.corrected, string(w.corrected))
		c.opinions.add(w.opinion)
	}
	columns := []any{c.platform, c.id, c.version, c.language, c.label,
		c.negative, c.neutral, c.positive, c.whyText, c.whyWeight, c.keywords, c.hashtags, c.brands, c.analyzer, c.created}
	for _, r := range readings {
		columns = append(columns, r.values(true)...)
	}
	o := &c.opinions
	columns = append(columns, c.fingerprint, c.originalPlatform, c.originalID, c.spam, c.reasons, c.corrected,
		o.model, o.label, o.negative, o.neutral, o.positive, o.quote, o.fault, o.version)
	return s.insert(ctx, "insert_analyses", columns...)
}

// Outdated counts the stored posts whose analysis is by another version than
// this; see social.Analysis.
func (s *Store) Outdated(ctx context.Context, version string) (int64, error) {
	counts, err := collect(ctx, s, "outdated", params{"version": version}, func(r driver.Rows) (n uint64, err error) { return n, r.Scan(&n) })
	if err != nil {
		return 0, err
	}
	return int64(counts[0]), nil
}

func whyColumns(why []social.Reason) (texts []string, weights []float32) {
	for _, r := range why {
		texts = append(texts, r.Text)
		weights = append(weights, r.Weight)
	}
	return texts, weights
}

// originalOf is the post that e is a near copy of; no post is one of itself.
func originalOf(e *Entry) social.Key {
	if e.Analysis.Original == e.Post.Key() {
		return social.Key{}
	}
	return e.Analysis.Original
}

// judgement is an analysis with the model's own sentiment, the second opinion
// beside it, without a model for none, and the label that a person gave instead,
// Unknown for none.
type judgement struct {
	key social.Key
	social.Analysis
	opinion   social.Opinion
	corrected social.Label
}

// judgements reads the newest analyses of keys.
func (s *Store) judgements(ctx context.Context, keys []social.Key) ([]judgement, error) {
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s, "analyses", nil, scanJudgement, table)
}

// scanJudgement reads a row of analyses.sql.
func scanJudgement(r driver.Rows) (j judgement, err error) {
	var (
		label, said, corrected string
		whyText                []string
		whyWeight              []float32
		readings               []readingCell
		k, a, o, s             = &j.key, &j.Analysis, &j.opinion, &j.Sentiment
	)
	for _, info := range storedReadings() {
		readings = append(readings, readingCell{info: info.info})
	}
	to := []any{&k.Platform, &k.ID, &a.Language, &label, &s.Negative, &s.Neutral, &s.Positive,
		&whyText, &whyWeight, &a.Keywords, &a.Hashtags, &a.Brands, &a.Version}
	for i := range readings {
		to = append(to, readings[i].into()...)
	}
	to = append(to, &a.Fingerprint, &a.Original.Platform, &a.Original.ID, &a.Spam.Score, &a.Spam.Reasons, &corrected,
		&o.Model, &said, &o.Said.Negative, &o.Said.Neutral, &o.Said.Positive, &o.Quote, &o.Fault)
	if err := r.Scan(to...); err != nil {
		return j, err
	}
	o.Said.Label, j.corrected = social.Label(said), social.Label(corrected)
	s.Label = social.Label(label)
	for i := range whyText {
		s.Why = append(s.Why, social.Reason{Text: whyText[i], Weight: whyWeight[i]})
	}
	for i := range readings {
		readings[i].set(a)
	}
	a.Keywords, a.Hashtags, a.Brands = orNil(a.Keywords), orNil(a.Hashtags), orNil(a.Brands)
	a.Spam.Reasons = orNil(a.Spam.Reasons)
	return j, nil
}
