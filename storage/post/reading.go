package post

import (
	"earshot/internal/social"
)

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
