package social

import (
	"slices"
	"time"
)

// Listened is what is known of who listened when: to every source that was ever
// read or imported, less the gaps in which one was not read.
type Listened struct {
	Sources []Listening
	Gaps    []Gap
}

// Extent is how much of a time was listened to.
type Extent string

const (
	// Wholly: every source in question was listened to, nearly all of the time.
	Wholly Extent = "yes"
	// Partly: some of them were, or all for some of the time.
	Partly Extent = "partly"
	// NotAtAll: none was; that there are no posts says nothing.
	NotAtAll Extent = "no"
)

const (
	// wholeShare is how much of a time a source must have been listened to for it to
	// count as heard whole: what is missing at the edges of a run is not lost.
	wholeShare = 0.9
	// noShare is how much at most for it to count as not heard.
	noShare = 0.1
)

// Heard is how a time was listened to.
type Heard struct {
	Extent Extent
	// Shares is how much of the time each source in question was listened to, 0 to 1.
	Shares map[string]float64
}

// Attention answers for one brand and some platforms: what was listened to there.
type Attention struct {
	sources []Listening
	brand   string
	heard   [][]Span
}

// For is the attention to a brand (empty: to any) on platforms (none: on every one).
func (l Listened) For(brand string, platforms []string) Attention {
	a := Attention{brand: brand}
	for _, s := range l.Sources {
		if len(platforms) > 0 && !slices.Contains(platforms, s.Platform) {
			continue
		}
		a.sources = append(a.sources, s)
		a.heard = append(a.heard, s.heard(brand, l.Gaps))
	}
	return a
}

// Since is when listening began, and whether it ever did.
func (a Attention) Since() (since time.Time, ever bool) {
	for _, spans := range a.heard {
		if len(spans) > 0 && (since.IsZero() || spans[0].From.Before(since)) {
			since = spans[0].From
		}
	}
	return since, !since.IsZero()
}

// Begun are the sources that listening began with after from, by name, with when.
func (a Attention) Begun(from time.Time) map[string]time.Time {
	out := map[string]time.Time{}
	for i, s := range a.sources {
		if since := s.SinceFor(a.brand); since.After(from) && len(a.heard[i]) > 0 {
			out[s.Source] = since
		}
	}
	return out
}

// Heard is how the time from <= t < to was listened to.
func (a Attention) Heard(from, to time.Time) Heard {
	h := Heard{Extent: NotAtAll, Shares: make(map[string]float64, len(a.sources))}
	length := to.Sub(from)
	if length <= 0 {
		return h
	}
	most, least := 0.0, 1.0
	for i, s := range a.sources {
		share := float64(overlap(a.heard[i], from, to)) / float64(length)
		share = max(share, h.Shares[s.Source])
		h.Shares[s.Source] = share
		most, least = max(most, share), min(least, share)
	}
	switch {
	case len(a.sources) == 0 || most <= noShare:
	case least >= wholeShare:
		h.Extent = Wholly
	default:
		h.Extent = Partly
	}
	return h
}

// Comparison is whether a time can be compared with the one before it.
type Comparison struct {
	// Possible: something was heard whole before. Fair: both times were heard alike.
	Possible, Fair bool
	// Since is when listening began, where that is why it is not possible; else zero.
	Since time.Time
	// Unlike are the sources that were heard in one of the times and not, or less, in
	// the other, with the time from which each was listened to where it began in
	// between; else zero.
	Unlike []Begun
}

// Begun is a source and when listening to it began; zero where that is not the point.
type Begun struct {
	Source string
	Since  time.Time
}

// Compare tells whether what was counted from <= t < to can be compared with
// before, which ends where it begins or earlier.
func (a Attention) Compare(before Span, from, to time.Time) Comparison {
	was, is := a.Heard(before.From, before.To), a.Heard(from, to)
	c := Comparison{Fair: true}
	begun := a.Begun(before.From)
	for source, now := range is.Shares {
		then := was.Shares[source]
		if _, later := begun[source]; now <= noShare && then <= noShare && !later {
			continue
		}
		c.Possible = c.Possible || then >= wholeShare
		if then < wholeShare || now < wholeShare {
			c.Fair = false
			c.Unlike = append(c.Unlike, Begun{source, begun[source]})
		}
	}
	slices.SortFunc(c.Unlike, func(x, y Begun) int {
		if n := x.Since.Compare(y.Since); n != 0 {
			return n
		}
		if x.Source < y.Source {
			return -1
		}
		return 1
	})
	if len(is.Shares) == 0 || is.Extent == NotAtAll && was.Extent == NotAtAll {
		c.Fair = false
	}
	if !c.Possible {
		c.Fair = false
		if since, ever := a.Since(); ever && since.After(before.From) {
			c.Since = since
		}
	}
	return c
}
