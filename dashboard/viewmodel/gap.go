package viewmodel

import (
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// shownShare is the share of a step that a gap must cover to be drawn in it.
const shownShare = 0.5

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

// Unheard are the steps, joined, in which nobody listened and which no gap
// explains: those before listening began, and between files that were imported.
func Unheard(v urlstate.View, steps Buckets, cover Coverage) []component.Gap {
	if !cover.Known {
		return nil
	}
	hatched := map[int]bool{}
	for _, g := range Gaps(v, steps, cover) {
		for i := g.From; i <= g.To; i++ {
			hatched[i] = true
		}
	}
	var out []component.Gap
	for i, extent := range cover.extents(v, steps, v.Brand, "") {
		if extent != social.NotAtAll || hatched[i] {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To+1 == i {
			out[n-1].To = i
			continue
		}
		out = append(out, component.Gap{From: i, To: i, State: "not listened yet"})
	}
	since, ever := cover.attention(v, v.Brand, "").Since()
	for i := range out {
		if ever && since.Before(steps.Starts[out[i].From]) {
			out[i].State = "not listened"
		}
	}
	return out
}

// markUnknown marks the zeros of a series that are unknown because nobody
// listened, and drops those of the period before.
func markUnknown(s *component.Series, now, before []social.Extent) {
	s.Unknown = unknown(s.Values, now)
	if s.UnknownBefore = unknown(s.Previous, before); len(s.UnknownBefore) > 0 && len(s.UnknownBefore) == len(s.Previous) {
		s.Previous, s.UnknownBefore = nil, nil
	}
}

func unknown(values []float64, extents []social.Extent) (out []int) {
	for i, value := range values {
		if value == 0 && i < len(extents) && extents[i] == social.NotAtAll {
			out = append(out, i)
		}
	}
	return out
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
