package component

import (
	"slices"
	"strings"
)

func chosen(options []Option) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Selected })
}

// names lists the sources of gaps with the reason, each once.
func names(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		if name := g.Name + " (" + g.State + ")"; !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// unheard names a span in which nobody listened: "shaded: not listened yet, 1 Nov to
// 12 Nov; drawn there is what was still shown".
func unheard(c Chart, span Gap) string {
	text := "shaded: " + span.State + ", " + c.Names[span.From]
	if span.To > span.From {
		text += " to " + c.Names[span.To]
	}
	return text + "; drawn there is what was still shown"
}

func counted(counts []Count) bool {
	return slices.ContainsFunc(counts, func(c Count) bool { return c.Known })
}

func listed(reasons []string) string { return strings.Join(reasons, "; ") }

func author(p Post) string {
	if p.Author == "" {
		return "Unknown author"
	}
	return p.Author
}

// openText names the link to where a post stands. What a feed lists is a page of some
// site.
func openText(p Post) string {
	if p.Platform.Key == "feed" || p.Platform.Key == "web" {
		return "Open the page"
	}
	return "Open on " + p.Platform.Name
}

func pictured(pictures []Picture) bool {
	return slices.ContainsFunc(pictures, func(p Picture) bool { return p.Src != "" })
}

func among(name string, names []string) bool { return slices.Contains(names, name) }
