package viewmodel

import (
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Coverage is since when and how completely the sources were listened to.
type Coverage struct {
	Health []social.SourceHealth
	social.Listened
	// Known: who listened is known. Otherwise, as without a crawler, what is not
	// there is taken not to have been said.
	Known bool
}

// attention is what was listened to of a brand on platform; an empty one means
// every platform in view.
func (c Coverage) attention(v urlstate.View, brand, platform string) social.Attention {
	platforms := v.Platforms
	if platform != "" {
		platforms = []string{platform}
	}
	return c.For(brand, platforms)
}

// extents are how each step was listened to.
func (c Coverage) extents(v urlstate.View, steps Buckets, brand, platform string) []social.Extent {
	out := make([]social.Extent, len(steps.Starts))
	attention := c.attention(v, brand, platform)
	for i := range out {
		if out[i] = social.Wholly; c.Known {
			out[i] = attention.Heard(steps.Starts[i], steps.End(i)).Extent
		}
	}
	return out
}

// Hearing is how the period of a view and the one before were listened to.
type Hearing struct {
	known, ever bool
	// since is when listening began.
	since, to time.Time
	now       social.Extent
	compared  social.Comparison
}

// Hear tells how the period of v and the one before were listened to. The zero
// Hearing is of figures of which nobody knows who listened: they stand as they are.
func Hear(v urlstate.View, cover Coverage) Hearing {
	if !cover.Known {
		return Hearing{}
	}
	attention, past := cover.attention(v, v.Brand, ""), v.Previous()
	// A period that ends now ends with the minute before.
	h := Hearing{known: true, to: v.To.Add(time.Minute), now: attention.Heard(v.From, v.To).Extent}
	h.since, h.ever = attention.Since()
	h.compared = attention.Compare(social.Span{From: past.From, To: past.To}, v.From, v.To)
	return h
}

// Unheard reports that nobody listened in the period: a count of zero in it is
// unknown.
func (h Hearing) Unheard() bool { return h.known && h.now == social.NotAtAll }

// Nothing stands in place of a zero that is unknown.
func (h Hearing) Nothing() string {
	if h.ever && h.since.Before(h.to) {
		return "not known"
	}
	return "not listened yet"
}

// Empty says why a panel has nothing to show, under title where it was listened.
func (h Hearing) Empty(v urlstate.View, title string) component.Note {
	switch {
	case h.Unheard() && !h.ever:
		return component.Note{Title: "Not listened yet", Text: "No source has answered yet, so nothing is known of what is said."}
	case h.Unheard():
		return component.Note{Title: sentenceCase(h.Nothing()), Text: sentenceCase(h.reason()) + "; what was said while nobody listened is not known."}
	}
	note := component.Note{Title: title, Text: "A longer period may show some."}
	if v.Narrowed() {
		note.Text = "A longer period or fewer filters may show some."
	}
	return note
}

// Comparable reports that something was heard whole in the period before, so that
// a change means something.
func (h Hearing) Comparable() bool { return !h.known || h.compared.Possible }

// NoComparison says why there is no change: "no comparison: listened since 12 Nov".
func (h Hearing) NoComparison() string { return "no comparison: " + h.why() }

// reason says since when there has been somebody who listens.
func (h Hearing) reason() string {
	if !h.ever {
		return "no source has answered yet"
	}
	return "listened since " + h.since.In(h.to.Location()).Format("2 Jan 2006, 15:04")
}

// because is why as a clause.
func (h Hearing) because() string {
	switch {
	case !h.ever:
		return "no source has answered yet"
	case h.compared.Since.IsZero():
		return "not all of it was heard"
	default:
		return h.reason()
	}
}

func (h Hearing) why() string {
	switch {
	case h.Comparable():
		return ""
	case !h.ever:
		return "not listened yet"
	case h.compared.Since.IsZero():
		return "not all was heard before"
	case h.compared.Since.After(h.to):
		return "not listened yet"
	default:
		return "listened since " + sinceText(h.compared.Since, h.to)
	}
}

// Unlike names the sources that were not heard in both periods alike, where the
// periods are compared all the same: "blogs (listened since 12 Nov)".
func (h Hearing) Unlike() string {
	if !h.known || h.compared.Fair || !h.compared.Possible {
		return ""
	}
	const most = 3
	var names []string
	for i, u := range h.compared.Unlike {
		if i == most {
			names = append(names, Plural(int64(len(h.compared.Unlike)-most), "more source", "more sources"))
			break
		}
		why := "not read all the time"
		if !u.Since.IsZero() {
			why = "listened since " + sinceText(u.Since, h.to)
		}
		names = append(names, u.Source+" ("+why+")")
	}
	return strings.Join(names, ", ")
}

// changed is a change as it may be shown: the reason in place of one that means
// nothing, and a note at one of periods that were not heard alike.
func (h Hearing) changed(c component.Change) component.Change {
	if !h.Comparable() {
		return component.Change{Text: h.NoComparison()}
	}
	if unlike := h.Unlike(); unlike != "" && c.Text != "" {
		c.Note = "The periods were not heard alike: " + unlike + "."
	}
	return c
}

// ranked is a change in a ranking, where the reason stands once below the list.
func (h Hearing) ranked(c component.Change) component.Change {
	if !h.Comparable() {
		return component.Change{Text: "–"}
	}
	return c
}

// RankNote stands below a ranking with changes, where there are none: why.
func (h Hearing) RankNote() string {
	if !h.Comparable() {
		return sentenceCase(h.NoComparison()) + "."
	}
	return ""
}

// UnlikeNote says how far changes can be trusted; empty where they can.
func (h Hearing) UnlikeNote() string {
	if unlike := h.Unlike(); unlike != "" {
		return "The periods were not heard alike: " + unlike + "."
	}
	return ""
}

// sinceText is a day as seen from now, with its time where it is the same one or
// the one before.
func sinceText(t, now time.Time) string {
	t = t.In(now.Location())
	switch {
	case now.Sub(t) < 48*time.Hour && !t.After(now):
		return t.Format("2 Jan, 15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan")
	default:
		return t.Format("2 Jan 2006")
	}
}
