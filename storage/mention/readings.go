package mention

import "earshot/internal/social"

// readingColumn is a reading of posts, column by column.
type readingColumn struct {
	info        social.ReadingInfo
	one         []string
	certainty   []float32
	many        [][]string
	labels      [][]string
	certainties [][]float32
}

// storedReadings are the readings that the table analyses has columns for.
func storedReadings() []readingColumn {
	var out []readingColumn
	for _, info := range social.Readings() {
		if info.Set != nil {
			out = append(out, readingColumn{info: info})
		}
	}
	return out
}

// countedReadings are the readings that the table mentions has columns for: all.
func countedReadings() []readingColumn {
	var out []readingColumn
	for _, info := range social.Readings() {
		out = append(out, readingColumn{info: info})
	}
	return out
}

func (c *readingColumn) add(a *social.Analysis) {
	read := c.info.Get(a)
	if c.info.Shape == social.One {
		value := social.ReadValue{}
		if len(read) > 0 {
			value = read[0]
		}
		c.one, c.certainty = append(c.one, value.Value), append(c.certainty, value.Certainty)
		return
	}
	values, labels, certainties := make([]string, len(read)), make([]string, len(read)), make([]float32, len(read))
	for i, v := range read {
		values[i], labels[i], certainties[i] = v.Value, string(v.Label), v.Certainty
	}
	c.many, c.labels, c.certainties = append(c.many, values), append(c.labels, labels), append(c.certainties, certainties)
}

// values are the columns of the reading, in the order of queries.AnalysisColumns,
// or of queries.MentionColumns where certain is false.
func (c *readingColumn) values(certain bool) []any {
	var values []any
	switch c.info.Shape {
	case social.One:
		values = []any{c.one, c.certainty}
	case social.Judged:
		values = []any{c.many, c.labels, c.certainties}
	default:
		return []any{c.many}
	}
	if !certain {
		values = values[:len(values)-1]
	}
	return values
}
