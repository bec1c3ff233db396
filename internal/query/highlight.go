package query

import (
	"cmp"
	"slices"
)

// Span is a part of a text, in bytes: text[Start:End].
type Span struct{ Start, End int }

// Highlights returns the matches of the query's terms, phrases, hashtags and
// handles in a text, except those under NOT, as spans in order without overlap.
// Terms of NEAR match wherever they are. Text beyond MaxMatchedBytes is not
// searched.
func (q *Query) Highlights(text string) []Span {
	d := Document{tokens: tokenize(CutText(text, MaxMatchedBytes))}
	d.index()
	var out []Span
	eachPositive(q.Root(), func(n Node) {
		switch n := n.(type) {
		case Words:
			d.eachOccurrence(n, func(s span) bool {
				out = append(out, d.spanOf(n, s))
				return true
			})
		case Tag:
			for _, m := range d.tags {
				if matchName(n.Name, n.Wild, plainName(m.name)) {
					out = append(out, Span{Start: m.start, End: m.end})
				}
			}
		case Handle:
			for _, m := range d.handles {
				if matchHandle(n, m.name) {
					out = append(out, Span{Start: m.start, End: m.end})
				}
			}
		}
	})
	return mergeSpans(out)
}

// mergeSpans sorts spans and merges overlapping ones.
func mergeSpans(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
