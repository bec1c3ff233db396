package structure

import "earshot/analyzer/sentiment/feature"

// Part is a piece of a text and what it says there: what it is worth after negation,
// contrast, time and speaker.
type Part struct {
	feature.Span
	Value float32
}

// Parts appends the parts of the text read last. A clause that denies without an opinion
// of its own, or wishes, is a part as a whole.
func (r *Reader) Parts(out []Part) []Part {
	for i := range r.clauses {
		c := &r.clauses[i]
		said := r.opinions[c.firstOpinion:c.lastOpinion]
		var sum float32
		for _, s := range said {
			sum += s.value
		}
		switch {
		case sum == 0 && c.says() != 0, c.is(isWish):
			out = append(out, Part{r.span(c), c.says()})
		case sum != 0:
			for _, s := range said {
				out = append(out, Part{feature.Span{Start: s.start, End: s.end}, s.value * c.says() / sum})
			}
		default:
			for _, s := range said {
				out = append(out, Part{feature.Span{Start: s.start, End: s.end}, c.weight * s.value})
			}
		}
	}
	return out
}

// span is where a clause stands.
func (r *Reader) span(c *clause) feature.Span {
	tokens := r.scanner.tokens[c.first:c.last]
	return feature.Span{Start: tokens[0].start, End: tokens[len(tokens)-1].end}
}
