package viewmodel

import (
	"strconv"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Spam is the spam score of a post. Unless it is likely spam, only the post's own
// page shows the score.
func Spam(s social.Spam) component.Spam {
	if s.Score == 0 {
		return component.Spam{}
	}
	return component.Spam{Likely: s.Likely(), Score: strconv.FormatFloat(float64(s.Score), 'f', 2, 32), Reasons: s.Reasons}
}

// CopiesPath is the address of the list of a post's near copies.
func CopiesPath(key social.Key) string { return PostPath(key) + "/copies" }

// Copies is the link to the near copies of a post, with an empty Name when there
// are none.
func Copies(key social.Key, c social.Copies) component.Option {
	if c.Posts == 0 {
		return component.Option{}
	}
	return component.Option{Name: Repeated(c), Href: CopiesPath(key)}
}

// Repeated is the number of near copies of a post, and of their platforms.
func Repeated(c social.Copies) string {
	return Plural(c.Posts, "near copy", "near copies") + " on " + Plural(c.Platforms, "platform", "platforms")
}

// Readings are what the analyzers read in a post beyond sentiment. Each value links
// to the posts that hold it.
func Readings(v urlstate.View, a social.Analysis) []component.Reading {
	var out []component.Reading
	for _, info := range social.Readings() {
		if info.Words.Label == "" {
			continue
		}
		var values []component.ReadValue
		for _, read := range info.Get(&a) {
			values = append(values, readValue(v, info, read))
		}
		if len(values) > 0 {
			out = append(out, component.Reading{Name: info.Words.Label, Values: values})
		}
	}
	if s := Spam(a.Spam); s.Score != "" && !s.Likely {
		values := []component.ReadValue{{Name: s.Score + " of 1"}}
		for _, reason := range s.Reasons {
			values = append(values, component.ReadValue{Name: reason})
		}
		out = append(out, component.Reading{Name: "Spam score", Values: values})
	}
	return out
}

// readValue is one value, with a link to the posts that hold it.
func readValue(v urlstate.View, info social.ReadingInfo, read social.ReadValue) component.ReadValue {
	in := v.WithAnyRead(info.Reading, read.Value)
	if info.AnyKey == "" {
		in = v.WithRead(info.Reading, read.Value)
	}
	out := component.ReadValue{Name: info.Name(read.Value), Href: in.URL("/posts"), Tone: component.Tone(read.Label)}
	switch {
	case info.Reading == social.ReadEvidence:
		out.Sure = sureOf(social.Evidence(read.Value))
	case info.Shape != social.Many:
		out.Sure = Percent(float64(read.Certainty)) + " sure"
	}
	return out
}

// sureOf is how sure a mention is that a kind of evidence names, by what was measured.
func sureOf(e social.Evidence) string {
	c, ok := e.Certainty()
	switch {
	case !ok:
		return ""
	case c.Right > 0:
		return Percent(c.Right) + " right where measured"
	case c.Written:
		return "as written"
	default:
		return "not measured"
	}
}
