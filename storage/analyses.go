package storage

import (
	"context"

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
	}
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
		var texts []string
		var weights []float32
		for _, reason := range a.Sentiment.Why {
			texts = append(texts, reason.Text)
			weights = append(weights, reason.Weight)
		}
		c.whyText = append(c.whyText, texts)
		c.whyWeight = append(c.whyWeight, weights)
		c.keywords = append(c.keywords, a.Keywords)
		c.hashtags = append(c.hashtags, a.Hashtags)
		c.brands = append(c.brands, a.Brands)
		c.analyzer = append(c.analyzer, a.Version)
	}
	return s.insert(ctx, "insert_analyses", c.platform, c.id, c.version, c.language, c.label,
		c.negative, c.neutral, c.positive, c.whyText, c.whyWeight, c.keywords, c.hashtags, c.brands, c.analyzer)
}

// scanAnalysis reads a row of analyses.sql.
func scanAnalysis(r driver.Rows) (k social.Key, a social.Analysis, err error) {
	var (
		label   string
		texts   []string
		weights []float32
	)
	err = r.Scan(&k.Platform, &k.ID, &a.Language, &label,
		&a.Sentiment.Negative, &a.Sentiment.Neutral, &a.Sentiment.Positive,
		&texts, &weights, &a.Keywords, &a.Hashtags, &a.Brands, &a.Version)
	if err != nil {
		return k, a, err
	}
	a.Sentiment.Label = social.Label(label)
	for i := range texts {
		a.Sentiment.Why = append(a.Sentiment.Why, social.Reason{Text: texts[i], Weight: weights[i]})
	}
	a.Keywords, a.Hashtags, a.Brands = orNil(a.Keywords), orNil(a.Hashtags), orNil(a.Brands)
	return k, a, nil
}
