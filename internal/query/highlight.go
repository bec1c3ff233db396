package query

import (
	"cmp"
	"slices"
)

// Span is a part of a text, in bytes: text[Start:End].
type Span struct{ Start, End int }

// Highlights finds what the query looks for in a text: every occurrence of its
// terms, phrases, hashtags and handles that are not under NOT, in the text's
// own spelling. Spans are in order and do not overlap. Terms of NEAR are found
// wherever they stand. Beyond MaxMatchedBytes nothing is found.
func (q *Query) Highlights(text string) []Span {
	d := Document{tokens: tokenize(CutText(text, MaxMatchedBytes))}
	d.index()
	var out []Span
	eachPositive(q.Root(), func(n Node) {
		switch n := n.(type) {
		case Words:
			d.eachOccurrence(n, func(s span) bool {
				out = append(out, Span{Start: int(d.list[s.first].start), End: int(d.list[s.last].end)})
				return true
			})
		case Tag:
			for _, m := range d.tags {
				if likeName(n.Name, n.Wild, Simplified(m.name)) {
					out = append(out, Span{Start: m.start, End: m.end})
				}
			}
		case Handle:
			for _, m := range d.handles {
				if likeHandle(n, m.name) {
					out = append(out, Span{Start: m.start, End: m.end})
				}
			}
		}
	})
	return mergeSpans(out)
}

// mergeSpans sorts spans and joins those that overlap.
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
