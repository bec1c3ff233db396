package feed

import (
	"regexp"
	"strings"
)

// kind is the format of an answer.
type kind int

const (
	kindUnknown kind = iota
	kindRSS          // also RDF, that is RSS 0.90 and 1.0
	kindAtom
	kindJSON
	kindPage
)

// prologue is what may come before the root element.
var prologue = regexp.MustCompile(`(?s)^(?:\s+|<\?.*?\?>|<!--.*?-->|<!(?i:doctype)[^>\[]*(?:\[.*?\]\s*)?>)`)

// root is a start tag's name without its prefix.
var root = regexp.MustCompile(`^<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)`)

// kindOf finds the format of body by its first element.
func kindOf(body string) kind {
	for {
		m := prologue.FindString(body)
		if m == "" {
			break
		}
		body = body[len(m):]
	}
	if strings.HasPrefix(body, "{") {
		return kindJSON
	}
	m := root.FindStringSubmatch(body)
	if m == nil {
		return kindUnknown
	}
	switch strings.ToLower(m[1]) {
	case "rss", "rdf":
		return kindRSS
	case "feed":
		return kindAtom
	case "html", "head", "body", "title", "meta", "script", "div", "p":
		return kindPage
	default:
		return kindUnknown
	}
}
