package viewmodel

import (
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Coverage is how completely the sources were read.
type Coverage struct {
	Health []social.SourceHealth
	Gaps   []social.Gap
}

const (
	// shownShare is the share of a step that a gap must cover to be drawn in it.
	shownShare = 0.5
	// wholeShare is the share of a step that the gaps of every source must cover
	// for a zero in it to be unknown.
	wholeShare = 0.9
)

// Gaps are the times in which a source on the platforms in view was not read, in
// steps. Adjacent gaps of one source are joined.
func Gaps(v urlstate.View, steps Buckets, cover Coverage) []component.Gap {
	var gaps []component.Gap
	for _, g := range cover.Gaps {
		if len(v.Platforms) > 0 && !slices.Contains(v.Platforms, g.Platform) {
			continue
		}
		from, to := -1, -1
		for i := range steps.Starts {
			if steps.share(i, g.From, g.To) < shownShare {
				continue
			}
			if from < 0 {
				from = i
			}
			to = i
		}
		if from < 0 {
			continue
		}
		if n := len(gaps); n > 0 && gaps[n-1].Name == g.Source && gaps[n-1].To+1 >= from {
			gaps[n-1].To, gaps[n-1].State = to, g.State.Word()
			continue
		}
		gaps = append(gaps, component.Gap{From: from, To: to, Name: g.Source, State: g.State.Word()})
	}
	return gaps
}

// unread reports for each step whether no source of platform was read in it. An
// empty platform means every platform in view.
func unread(v urlstate.View, steps Buckets, cover Coverage, platform string) []bool {
	sources := map[string]bool{}
	for _, h := range cover.Health {
		if platform != "" && h.Platform != platform || len(v.Platforms) > 0 && !slices.Contains(v.Platforms, h.Platform) {
			continue
		}
		sources[h.Source] = true
	}
	out := make([]bool, len(steps.Starts))
	if len(sources) == 0 {
		return out
	}
	for i := range out {
		missing := map[string]float64{}
		for _, g := range cover.Gaps {
			missing[g.Source] += steps.share(i, g.From, g.To)
		}
		out[i] = true
		for source := range sources {
			out[i] = out[i] && missing[source] >= wholeShare
		}
	}
	return out
}

// markUnknown marks the zeros of a series that are unknown because nothing was
// read.
func markUnknown(s *component.Series, unread []bool) {
	for i, value := range s.Values {
		if value == 0 && i < len(unread) && unread[i] {
			s.Unknown = append(s.Unknown, i)
		}
	}
}

// share is how much of step i lies between from and to, 0 to 1.
func (b Buckets) share(i int, from, to time.Time) float64 {
	start, end := b.Starts[i], b.End(i)
	length := end.Sub(start)
	if from.Before(start) {
		from = start
	}
	if to.After(end) {
		to = end
	}
	if length <= 0 || !from.Before(to) {
		return 0
	}
	return float64(to.Sub(from)) / float64(length)
}
