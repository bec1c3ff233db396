package social

import "slices"

// TextSpan is a piece of a text, as byte offsets: from Start up to before End.
type TextSpan struct{ Start, End int }

// SpanAt returns the one of spans, which are in order without overlap, that the byte
// at is part of; false for none.
func SpanAt(spans []TextSpan, at int) (TextSpan, bool) {
	if len(spans) == 0 || at < spans[0].Start || at >= spans[len(spans)-1].End {
		return TextSpan{}, false
	}
	i, _ := slices.BinarySearchFunc(spans, at, func(s TextSpan, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	return spans[i], spans[i].Start <= at
}

// Overlaps reports whether one of spans, as in SpanAt, shares a byte with what lies
// from start up to before end.
func Overlaps(spans []TextSpan, start, end int) bool {
	for _, s := range spans {
		if s.Start >= end {
			return false
		}
		if s.End > start {
			return true
		}
	}
	return false
}

// SpansWithin returns those parts of spans, as in SpanAt, that lie from start up to
// before end, as places in that piece of the text.
func SpansWithin(spans []TextSpan, start, end int) []TextSpan {
	var out []TextSpan
	for _, s := range spans {
		if s.Start < end && s.End > start {
			out = append(out, TextSpan{max(s.Start, start) - start, min(s.End, end) - start})
		}
	}
	return out
}
