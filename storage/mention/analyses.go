package mention

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/queries"
)

// insertAnalyses stores the analyses of writes.
func (s *Writer) insertAnalyses(ctx context.Context, writes []write) error {
	if len(writes) == 0 {
		return nil
	}
	c := analysisColumns{readings: storedReadings()}
	for _, w := range writes {
		c.add(w)
	}
	return s.db.Insert(ctx, queries.InsertAnalyses, c.values()...)
}

// analysisColumns are the columns of queries/insert_analyses.sql.
type analysisColumns struct {
	platform, id, language, label, analyzer []string
	version                                 []uint64
	negative, neutral, positive             []float32
	whyText, keywords, hashtags, brands     [][]string
	whyWeight                               [][]float32
	created                                 []time.Time
	readings                                []readingColumn
	originalPlatform, originalID, corrected []string
	spam                                    []float32
	reasons                                 [][]string
	fingerprint                             []uint64
	opinions                                opinionColumns
	sure                                    []bool
	sureFrom                                []float32
	toward                                  towardColumns
	evidence                                evidenceColumns
	seen                                    []uint64
}

func (c *analysisColumns) add(w write) {
	a := &w.entry.Analysis
	c.platform, c.id = append(c.platform, w.entry.Post.Platform), append(c.id, w.entry.Post.ID)
	c.version, c.created = append(c.version, w.version), append(c.created, w.entry.Post.CreatedAt)
	c.language, c.analyzer = append(c.language, a.Language), append(c.analyzer, a.Version)
	c.label = append(c.label, string(a.Sentiment.Label))
	c.negative = append(c.negative, a.Sentiment.Negative)
	c.neutral = append(c.neutral, a.Sentiment.Neutral)
	c.positive = append(c.positive, a.Sentiment.Positive)
	whyText, whyWeight := whyColumns(a.Sentiment.Why)
	c.whyText, c.whyWeight = append(c.whyText, whyText), append(c.whyWeight, whyWeight)
	c.keywords, c.hashtags = append(c.keywords, a.Keywords), append(c.hashtags, a.Hashtags)
	c.brands = append(c.brands, a.Brands)
	for i := range c.readings {
		c.readings[i].add(a)
	}
	c.fingerprint = append(c.fingerprint, a.Fingerprint)
	original := originalOf(w.entry)
	c.originalPlatform, c.originalID = append(c.originalPlatform, original.Platform), append(c.originalID, original.ID)
	c.spam, c.reasons = append(c.spam, a.Spam.Score), append(c.reasons, a.Spam.Reasons)
	c.corrected = append(c.corrected, string(w.corrected[""]))
	c.sure, c.sureFrom = append(c.sure, a.Sentiment.Sure), append(c.sureFrom, a.Sentiment.SureFrom)
	c.toward.add(w)
	c.opinions.add(w.opinion)
	c.evidence.add(a)
	c.seen = append(c.seen, a.Seen)
}

// values are the columns in the order of the query.
func (c *analysisColumns) values() []any {
	columns := []any{c.platform, c.id, c.version, c.language, c.label,
		c.negative, c.neutral, c.positive, c.whyText, c.whyWeight, c.keywords, c.hashtags, c.brands, c.analyzer, c.created}
	for _, r := range c.readings {
		columns = append(columns, r.values(true)...)
	}
	o := &c.opinions
	columns = append(append(columns, c.sure, c.sureFrom), c.toward.values()...)
	return append(columns, c.fingerprint, c.originalPlatform, c.originalID, c.spam, c.reasons, c.corrected,
		o.model, o.label, o.negative, o.neutral, o.positive, o.quote, o.fault, o.version,
		c.evidence.brands, c.evidence.kinds, c.evidence.runTogether, c.seen)
}

func whyColumns(why []social.Reason) (texts []string, weights []float32) {
	for _, r := range why {
		texts = append(texts, r.Text)
		weights = append(weights, r.Weight)
	}
	return texts, weights
}

// originalOf is the post that e is a near copy of; no post is one of itself.
func originalOf(e *social.Entry) social.Key {
	if e.Analysis.Original == e.Post.Key() {
		return social.Key{}
	}
	return e.Analysis.Original
}
