package storage

import (
	"strings"

	"earshot/internal/social"
)

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

// names are the columns of the reading, without how certain it is in mentions,
// where nothing is counted by that.
func (c *readingColumn) names(certain bool) []string {
	column := c.info.Column
	var names []string
	switch c.info.Shape {
	case social.One:
		names = []string{column, column + "_certainty"}
	case social.Judged:
		names = []string{column + ".term", column + ".label", column + ".certainty"}
	default:
		return []string{column}
	}
	if !certain {
		names = names[:len(names)-1]
	}
	return names
}

// values are the columns that names lists.
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

// The marks stand in the queries on a table for its columns of readings.
const (
	analysisReadingsMark = "/*analysis readings*/"
	mentionReadingsMark  = "/*mention readings*/"
)

// readingColumnNames are the columns of readings in a table.
func readingColumnNames(readings []readingColumn, certain bool) string {
	var names []string
	for _, c := range readings {
		names = append(names, c.names(certain)...)
	}
	return strings.Join(names, ", ")
}

// readingCell is a reading of one row of analyses.
type readingCell struct {
	info        social.ReadingInfo
	one         string
	certainty   float32
	many        []string
	labels      []string
	certainties []float32
}

// into are where the row is scanned to, as names lists the columns.
func (c *readingCell) into() []any {
	switch c.info.Shape {
	case social.One:
		return []any{&c.one, &c.certainty}
	case social.Judged:
		return []any{&c.many, &c.labels, &c.certainties}
	default:
		return []any{&c.many}
	}
}

// set gives a what was scanned.
func (c *readingCell) set(a *social.Analysis) {
	var read []social.ReadValue
	switch c.info.Shape {
	case social.One:
		if c.one != "" {
			read = append(read, social.ReadValue{Value: c.one, Certainty: c.certainty})
		}
	case social.Judged:
		for i, value := range c.many {
			read = append(read, social.ReadValue{Value: value, Label: social.Label(c.labels[i]), Certainty: c.certainties[i]})
		}
	default:
		for _, value := range c.many {
			read = append(read, social.ReadValue{Value: value})
		}
	}
	if len(read) > 0 {
		c.info.Set(a, read)
	}
}
