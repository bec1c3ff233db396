package web

import (
	"regexp"
	"strings"
)

// pageTitle is the headline without the name of the site, which pages put
// before or after it.
func pageTitle(title, heading string) string {
	if len(heading) > 5 && len(heading) < len(title) && strings.Contains(title, heading) || title == "" {
		return headline(heading)
	}
	return headline(withoutSite(title, ""))
}

// separator is the text between a headline and the name of a site.
var separator = regexp.MustCompile(`\s+[|·•»–—\-:：]\s+|[|_｜]|\s*--\s*`)

// withoutSite removes the name of the site from a title: the one given, or else
// what follows the last separator when it is the shorter part.
func withoutSite(title, site string) string {
	if head, found := strings.CutSuffix(title, "："+site); found && site != "" {
		return head
	}
	places := separator.FindAllStringIndex(title, -1)
	if len(places) == 0 {
		return title
	}
	begin, end := places[0], places[len(places)-1]
	head, tail := strings.TrimSpace(title[:end[0]]), strings.TrimSpace(title[end[1]:])
	if site != "" {
		switch {
		case strings.EqualFold(tail, site):
			return head
		case strings.EqualFold(strings.TrimSpace(title[:begin[0]]), site):
			return strings.TrimSpace(title[begin[1]:])
		}
		return title
	}
	if len(head) > 2*len(tail) {
		return head
	}
	return title
}

// bestTitle is the declared title without the name of the site, unless what is
// declared is the same on every page: the end of the longer title element, or
// the title of the site as a whole (general) beside a headline of its own.
func bestTitle(declared, shown, element, site string, general bool) string {
	if declared == "" {
		return shown
	}
	if shown != "" && len(element) > len(declared) && strings.HasSuffix(element, declared) && !strings.HasPrefix(shown, declared) {
		return shown
	}
	if general && shown != "" && strings.HasPrefix(element, shown) && !strings.Contains(declared, shown) && !strings.Contains(shown, declared) {
		return shown
	}
	return withoutSite(declared, site)
}

// withoutTitle removes the headline from the beginning of a text.
func withoutTitle(text, title string) string {
	head, rest, found := strings.Cut(text, "\n")
	if found && title != "" && strings.EqualFold(oneLine(head), title) {
		return strings.TrimSpace(rest)
	}
	return text
}
