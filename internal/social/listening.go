package social

import (
	"slices"
	"time"
)

// Span is a time: From <= t < To.
type Span struct{ From, To time.Time }

// Listening is since when a source has been listened to, and for which brands.
//
// A source is listened to from its first answer on, or from as far back as that
// answer covers what was posted: a timeline that is read page by page, back to
// where the reading ended. Of what a source still showed that is older, such as
// the last entries of a feed, posts are kept and counted, but that there are no
// others is not known. What fills in the past, and files that were imported, were
// listened to in their windows.
type Listening struct {
	Source, Platform string
	// Since is the beginning; zero where it was only filled in or imported.
	Since time.Time
	// Windows are the times before and beside it that were filled in or imported.
	Windows []Span
	// Brands are the beginnings for single brands, and Others that for any brand
	// not in it: of a source that keeps mentions only, what was said of a brand
	// before it was configured was not kept. A zero beginning is never. Where
	// Brands is nil, Since holds for every brand.
	Brands map[string]time.Time
	Others time.Time
}

// SinceFor is the beginning for a brand; for every brand where brand is empty.
func (l Listening) SinceFor(brand string) time.Time {
	if brand == "" || l.Brands == nil {
		return l.Since
	}
	if since, ok := l.Brands[brand]; ok {
		return since
	}
	return l.Others
}

// heard are the times in which the source was listened to for a brand, in order.
func (l Listening) heard(brand string, gaps []Gap) []Span {
	var out []Span
	if since := l.SinceFor(brand); !since.IsZero() {
		out = append(out, Span{since, forEver})
	}
	for _, g := range gaps {
		if g.Source == l.Source {
			out = without(out, Span{g.From, g.To})
		}
	}
	if brand == "" || l.Brands == nil || !l.SinceFor(brand).IsZero() || l.Since.IsZero() {
		out = append(out, l.Windows...)
	}
	return merged(out)
}

// forEver is later than any time that is asked for.
var forEver = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// without takes cut out of spans.
func without(spans []Span, cut Span) []Span {
	var out []Span
	for _, s := range spans {
		if !cut.From.Before(s.To) || !s.From.Before(cut.To) {
			out = append(out, s)
			continue
		}
		if s.From.Before(cut.From) {
			out = append(out, Span{s.From, cut.From})
		}
		if cut.To.Before(s.To) {
			out = append(out, Span{cut.To, s.To})
		}
	}
	return out
}

// merged joins spans that overlap or meet.
func merged(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && !out[n-1].To.Before(s.From) {
			if out[n-1].To.Before(s.To) {
				out[n-1].To = s.To
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// overlap is how much of spans lies between from and to.
func overlap(spans []Span, from, to time.Time) (length time.Duration) {
	for _, s := range spans {
		first, end := s.From, s.To
		if first.Before(from) {
			first = from
		}
		if end.After(to) {
			end = to
		}
		if first.Before(end) {
			length += end.Sub(first)
		}
	}
	return length
}
